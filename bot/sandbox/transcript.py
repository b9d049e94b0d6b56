"""Conversations as plain text, to assert on and to read when something went wrong."""

from bot.sandbox.world import Chat, Json, Post, World

_MEDIA = ("photo", "video", "animation", "document", "invoice")
_SERVICE = ("new_chat_members", "left_chat_member", "forum_topic_created", "successful_payment")


def chat_transcript(world: World, chat: Chat) -> str:
    """Return what stands in a chat, one message after the other."""
    return "\n".join(_lines(world, chat, post) for post in world.newest(chat))


def _lines(world: World, chat: Chat, post: Post) -> str:
    sender = world.user(post.sender_id)["first_name"]
    answered = chat.posts.get(post.reply_to or 0)
    hidden = answered is None or answered.deleted or "forum_topic_created" in answered.content
    reply = "" if hidden else f" (to {post.reply_to})"
    head = f"{post.id}{reply} {sender}: {_content(post.content)}"
    rows = (post.keyboard or {}).get("inline_keyboard", [])
    buttons = [" ".join(f"[{button['text']}]" for button in row) for row in rows]
    emojis = [emoji for many in post.reactions.values() for emoji in many]
    return "\n    ".join([head, *buttons, *([" ".join(emojis)] if emojis else [])])


def _content(content: Json) -> str:
    media = next((kind for kind in _MEDIA if kind in content), None)
    words = content.get("text", content.get("caption", ""))
    if media is None:
        return words or next((f"<{kind}>" for kind in _SERVICE if kind in content), "<service>")
    return f"<{_described(media, content[media])}> {words}".strip()


def _described(kind: str, media: Json | list[Json]) -> str:
    if isinstance(media, list):
        return f"{kind} {media[-1]['width']}x{media[-1]['height']}"
    name = media.get("file_name") or media.get("title", "")
    return f"{kind} {name}".strip()
