"""Providers are found, and come and go with their settings."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import providers
from bot.providers.registry import build, missing, specs, values, vendors
from bot.providers.transport import Http
from tests.vendors.fusionbrain import API_KEY, SECRET_KEY

KEYS = {"FUSIONBRAIN_API_KEY": API_KEY, "FUSIONBRAIN_SECRET_KEY": SECRET_KEY}


def built(http: Http, settings: dict[str, str], *enabled: str) -> list[str]:
    found = build(settings, http.transport, frozenset(enabled))
    return [provider.spec.key for provider in found]


def test_all_are_found() -> None:
    assert {spec.key for spec in specs()} >= {"fusionbrain", "sketch"}


def test_without_keys_there_is_the_fallback(http: Http) -> None:
    assert built(http, {}) == ["sketch"]


def test_with_keys_the_fallback_goes_unless_it_is_asked_for(http: Http) -> None:
    assert built(http, KEYS) == ["fusionbrain"]
    assert built(http, KEYS, "sketch") == ["fusionbrain", "sketch"]
    assert built(http, KEYS, "another") == ["fusionbrain"]


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("value", ["", "  "])
def test_half_a_configuration_is_none(http: Http, name: str, value: str) -> None:
    settings = {**KEYS, name: value}
    assert built(http, settings) == ["sketch"]
    [spec] = [spec for spec in specs() if spec.key == "fusionbrain"]
    assert missing(spec, settings) == (name,)


def test_values_are_what_is_set_otherwise_the_defaults() -> None:
    [spec] = [spec for spec in specs() if spec.key == "fusionbrain"]
    known = values(spec, {"FUSIONBRAIN_URL": " http://x/ ", "FUSIONBRAIN_STYLES_URL": ""})
    assert known["FUSIONBRAIN_URL"] == "http://x/"
    assert known["FUSIONBRAIN_STYLES_URL"] == "https://cdn.fusionbrain.ai/static/styles/key"
    assert set(known) == {setting.name for setting in spec.settings}


NEWCOMER = """
from bot.core.capabilities import Mode, ModelSpec, ProviderSpec
from bot.core.ports.provider import Finished, Result
from bot.providers.base import BaseProvider

MODEL = ModelSpec(
    key="dot", vendor_name="dot", title="Dot", modes=frozenset({Mode.TEXT_TO_IMAGE})
)
PROVIDER = ProviderSpec(key="dots", title="Dots", models=(MODEL,))


class Dots(BaseProvider):
    async def submit(self, request, inputs):
        return Finished(results=(Result(content=b"."),))


def create(settings, transport):
    return Dots(PROVIDER, transport)
"""


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "dots.py").write_text(NEWCOMER)
    monkeypatch.setattr(providers, "__path__", [*providers.__path__, str(tmp_path)])
    yield
    sys.modules.pop("bot.providers.dots", None)


@pytest.mark.usefixtures("newcomer")
def test_one_file_is_all_that_a_new_vendor_needs(http: Http) -> None:
    assert built(http, {}) == ["dots"]


def test_keys_are_unique_and_short() -> None:
    models = [model for spec in specs() for model in spec.models]
    names = [model.key for model in models]
    assert len(names) == len(set(names))
    assert all(len(name.encode()) <= 32 for name in names)
    settings = [setting.name for spec in specs() for setting in spec.settings]
    assert len(settings) == len(set(settings))


def test_modules_have_the_two_names() -> None:
    assert all(callable(vendor.create) for vendor in vendors())


def test_looking_for_vendors_imports_no_library() -> None:
    code = (
        "import sys; from bot.providers.registry import specs; specs();"
        "print({'httpx', 'PIL', 'stamina'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
