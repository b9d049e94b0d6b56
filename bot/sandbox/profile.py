"""What the bot says of itself: commands per scope and language, names, descriptions."""

from typing import Any

Json = dict[str, Any]
Key = tuple[str, str]


class Profile:
    """Texts and command lists, each per language (``""`` for all others)."""

    def __init__(self) -> None:
        self.commands: dict[Key, list[Json]] = {}
        self.texts: dict[Key, str] = {}
        self.menu_buttons: dict[int, Json] = {}

    def text(self, field: str, language: str) -> str:
        """Return a name or description as this language reads it."""
        return self.texts.get((field, language)) or self.texts.get((field, ""), "")

    def commands_for(self, scopes: list[str], language: str) -> list[Json]:
        """Return the commands of the first scope that has some, the language's own before all.

        Telegram (BotCommandScope): "Determining list of commands".
        """
        for scope in scopes:
            for key in ((scope, language), (scope, "")):
                if key in self.commands:
                    return self.commands[key]
        return []

    def for_person(self, person_id: int, language: str | None) -> list[Json]:
        """Return what somebody sees behind "/" in the private chat."""
        scopes = [f"chat {person_id}", "all_private_chats", "default"]
        return self.commands_for(scopes, language or "")

    def for_member(
        self, chat_id: int, person_id: int, language: str, *, admin: bool
    ) -> list[Json]:
        """Return what a member sees behind "/" in a group."""
        scopes = [f"chat_member {chat_id} {person_id}"]
        scopes += [f"chat_administrators {chat_id}"] if admin else []
        scopes += [f"chat {chat_id}"]
        scopes += ["all_chat_administrators"] if admin else []
        return self.commands_for([*scopes, "all_group_chats", "default"], language)


def scope_name(scope: Json | None) -> str:
    """Return a scope as one word or more: ``default``, ``chat 17``, ``chat_member -5 17``."""
    if scope is None:
        return "default"
    parts = [scope["type"], scope.get("chat_id"), scope.get("user_id")]
    return " ".join(str(part) for part in parts if part is not None)
