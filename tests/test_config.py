"""The settings: what is read, what is refused and how, and that nothing is left undocumented."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import ConfigError, Settings, load_settings, plain_settings
from bot.config.load import settings_model
from bot.core.capabilities import Allowance, ProviderSpec, Setting

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "123456789:AAHnotArealTokenButOfTheRightShape01"
VENDOR = ProviderSpec(
    key="atelier",
    title="Atelier",
    models=(),
    settings=(
        Setting(name="ATELIER_KEY", secret=True),
        Setting(name="ATELIER_SECRET", secret=True),
        Setting(name="ATELIER_URL", default="https://atelier.example"),
    ),
)

Load = Callable[..., Settings]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings_model().model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Settings from a file with these lines."""

    def load(*lines: str, need_token: bool = True) -> Settings:
        file = tmp_path / ".env"
        file.write_text("\n".join((f"BOT_TOKEN={TOKEN}", *lines)), encoding="utf-8")
        return load_settings(file, need_token=need_token)

    return load


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> ProviderSpec:
    """The only provider there is."""
    monkeypatch.setattr("bot.config.load.specs", lambda: (VENDOR,))
    return VENDOR


class TestReading:
    def test_a_token_is_enough(self, load: Load) -> None:
        settings = load()
        assert settings.bot_token.get_secret_value() == TOKEN
        assert settings.database_url == "sqlite+aiosqlite:///data/bot.db"
        assert settings.http_port == 8080
        assert settings.public_url is None

    def test_environment_wins_over_the_file(
        self, load: Load, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PORT", "9001")
        assert load("HTTP_PORT=9000").http_port == 9001

    def test_an_absent_file_is_no_problem(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        assert load_settings(tmp_path / "absent").bot_token == SecretStr(TOKEN)

    def test_an_empty_variable_counts_as_not_set(self, load: Load) -> None:
        settings = load("HTTP_PORT=", "PUBLIC_URL=", "ADMIN_IDS=", "STORAGE_CHAT_ID=")
        assert (settings.http_port, settings.public_url) == (8080, None)

    def test_lists_are_comma_separated(self, load: Load) -> None:
        settings = load("ADMIN_IDS=1, 22 ,", "MODELS_ENABLED=a, b", "STORAGE_CHAT_ID=-100123")
        assert settings.admin_ids == {1, 22}
        assert settings.models_enabled == {"a", "b"}
        assert settings.storage_chat_id == -100123

    def test_token_may_come_from_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = tmp_path / "token"
        secret.write_text(f"{TOKEN}\n", encoding="utf-8")
        monkeypatch.setenv("BOT_TOKEN_FILE", str(secret))
        assert load_settings(None).bot_token == SecretStr(TOKEN)

    def test_plain_settings_ignore_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PORT", "9001")
        assert plain_settings(max_active_per_user=5).http_port == 8080


class TestPlans:
    def test_defaults(self, load: Load) -> None:
        plans = load().plans
        assert plans["free"].daily[Allowance.IMAGE_TO_IMAGE] == 5
        assert plans["business"].daily[Allowance.TEXT_TO_IMAGE] == 1000
        assert set(plans["enterprise"].daily.values()) == {None}

    def test_the_default_plan_comes_first(self, load: Load) -> None:
        assert next(iter(load("DEFAULT_PLAN=business").plans)) == "business"

    def test_a_kind_left_out_keeps_its_default(self, load: Load) -> None:
        daily = load("PLAN_FREE=text_to_image=3, upscale=unlimited").plans["free"].daily
        assert daily == {
            Allowance.TEXT_TO_IMAGE: 3,
            Allowance.IMAGE_TO_IMAGE: 5,
            Allowance.UPSCALE: None,
            Allowance.VIDEO: 3,
        }

    def test_unlimited_alone_means_everything(self, load: Load) -> None:
        assert set(load("PLAN_PRO=unlimited").plans["pro"].daily.values()) == {None}


class TestWebhook:
    def test_is_below_the_public_address(self, load: Load) -> None:
        settings = load("PUBLIC_URL=https://bot.example.org/paint/")
        assert settings.webhook_url == "https://bot.example.org/paint/telegram"

    def test_without_public_url_there_is_none(self, load: Load) -> None:
        assert load().webhook_url is None


class TestProblems:
    def test_missing_token(self) -> None:
        with pytest.raises(ConfigError, match=r"^BOT_TOKEN is missing: .*@BotFather"):
            load_settings(None)

    def test_missing_token_may_be_allowed(self) -> None:
        assert load_settings(None, need_token=False).bot_token == SecretStr("")

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("BOT_TOKEN=hunter2", "BOT_TOKEN is malformed"),
            ("BOT_TOKEN=123:hunter2", "BOT_TOKEN is malformed"),
            ("ADMIN_IDS=hunter2", "ADMIN_IDS must be a whole number"),
            ("DATABASE_URL=mysql://me:hunter2@host/x", "DATABASE_URL must begin with"),
            ("TELEGRAM_API_URL=hunter2", "TELEGRAM_API_URL must be a whole address"),
            ("PUBLIC_URL=hunter2.example", "PUBLIC_URL must be a whole address"),
            ("PUBLIC_URL=https://[hunter2", "PUBLIC_URL is no address"),
            ("PUBLIC_URL=https://host:hunter2", "PUBLIC_URL has a port that is no number"),
            ("FAILOVER=hunter2", "FAILOVER must be true or false"),
            ("HTTP_PORT=99999", "HTTP_PORT must be at most 65535"),
            ("HTTP_PORT=hunter2", "HTTP_PORT must be a whole number"),
            ("MAX_ACTIVE_PER_USER=0", "MAX_ACTIVE_PER_USER must be at least 1"),
            ("MEDIA_KEEP_DAYS=0", "MEDIA_KEEP_DAYS must be at least 1"),
            ("STORAGE_CHAT_ID=@hunter2", "STORAGE_CHAT_ID must be a whole number"),
            ("DEFAULT_PLAN=hunter2", "DEFAULT_PLAN must be 'free'"),
            ("PLAN_FREE=hunter2=1", "PLAN_FREE knows these kinds only: text_to_image"),
            ("PLAN_FREE=upscale=hunter2", "PLAN_FREE takes whole numbers"),
            ("LOG_LEVEL=hunter2", "LOG_LEVEL must be 'DEBUG'"),
        ],
    )
    def test_bad_value_is_named_with_an_example_and_never_repeated(
        self, load: Load, line: str, sentence: str
    ) -> None:
        with pytest.raises(ConfigError) as caught:
            load(line)
        text = str(caught.value)
        assert text.startswith(sentence)
        assert f"For example: {line.partition('=')[0]}=" in text
        assert "hunter2" not in text
        assert len(text.splitlines()) == 1
        assert caught.value.__suppress_context__

    def test_every_problem_is_told_at_once(self, load: Load) -> None:
        with pytest.raises(ConfigError) as caught:
            load("HTTP_PORT=x", "LOG_LEVEL=x")
        assert len(str(caught.value).splitlines()) == 2

    def test_unreadable_token_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "absent"))
        with pytest.raises(ConfigError, match=r"^BOT_TOKEN_FILE: the file cannot be read\.$"):
            load_settings(None)

    def test_file_that_is_no_text(self, tmp_path: Path) -> None:
        file = tmp_path / ".env"
        file.write_bytes(b"BOT_TOKEN=\xff\xfe")
        with pytest.raises(ConfigError, match="UTF-8"):
            load_settings(file)

    def test_folder_in_the_place_of_the_file(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"^The file \.env cannot be read: it is a fol"):
            load_settings(tmp_path)


@pytest.mark.usefixtures("vendor")
class TestProviders:
    def test_variables_follow_from_the_spec(self, load: Load) -> None:
        settings = load("ATELIER_KEY=k1", "ATELIER_SECRET=k2")
        assert settings.providers == {
            "ATELIER_KEY": "k1",
            "ATELIER_SECRET": "k2",
            "ATELIER_URL": "https://atelier.example",
        }

    def test_without_keys_only_defaults_remain(self, load: Load) -> None:
        assert load().providers == {"ATELIER_URL": "https://atelier.example"}

    def test_half_of_the_keys_is_a_problem(self, load: Load) -> None:
        with pytest.raises(ConfigError, match=r"^ATELIER_SECRET is missing: Atelier needs it"):
            load("ATELIER_KEY=k1")

    def test_address_is_checked(self, load: Load) -> None:
        with pytest.raises(ConfigError, match="ATELIER_URL must be a whole address"):
            load("ATELIER_URL=ftp://atelier.example")

    def test_secrets_are_listed_and_never_shown(self, load: Load) -> None:
        settings = load(
            "ATELIER_KEY=k1", "ATELIER_SECRET=k2", "DATABASE_URL=postgresql://me:pass@host/x"
        )
        secrets = settings.secrets()
        assert secrets >= {TOKEN, "k1", "k2", "pass"}
        assert "" not in secrets
        assert not [secret for secret in secrets if secret in repr(settings)]


class TestDocuments:
    """Every variable is in `.env.example` with its default, and in docs/configuration.md."""

    @pytest.fixture
    def example(self) -> dict[str, str]:
        text = (ROOT / ".env.example").read_text(encoding="utf-8")
        return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))

    def test_example_names_exactly_the_variables_there_are(self, example: dict[str, str]) -> None:
        assert set(example) == {name.upper() for name in settings_model().model_fields}

    def test_example_shows_the_defaults(self, example: dict[str, str], tmp_path: Path) -> None:
        file = tmp_path / ".env"
        file.write_text("\n".join(f"{k}={v}" for k, v in example.items()), encoding="utf-8")
        shown = load_settings(file, need_token=False)
        assert shown.model_dump() == plain_settings().model_dump()

    def test_copied_example_says_that_the_token_is_missing(self) -> None:
        with pytest.raises(ConfigError, match=r"^BOT_TOKEN is missing"):
            load_settings(ROOT / ".env.example")

    def test_every_variable_is_documented_with_its_default(self, example: dict[str, str]) -> None:
        text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
        rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? *\|", text, re.MULTILINE))
        assert rows == example
