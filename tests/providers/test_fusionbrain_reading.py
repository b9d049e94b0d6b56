"""FusionBrain's readers take whatever comes."""

import math
from base64 import b64encode
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.providers.fusionbrain import reading

IDENTITY = ["id", "uuid", "name", "nameEn", "version", "type"]
STATE = ["status", "pipeline_status", "model_status", "status_time", "errorDescription"]
CONTENT = ["result", "files", "images", "censored", "title", "titleEn", "image"]
NAMES = st.sampled_from([*IDENTITY, *STATE, *CONTENT])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
WORDS = st.sampled_from(
    ["ACTIVE", "DONE", "TEXT2IMAGE", "data:image/png;base64,aGk=", "aGk=", "¤"]
)
JSON = st.recursive(
    LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)


@given(JSON, st.text(max_size=8))
def test_no_answer_is_too_strange(body: Any, choice: str) -> None:
    chosen = reading.choose(body, choice)
    assert chosen is None or (chosen.id and chosen.paints)
    for word in (reading.task_id(body), reading.refusal(body), reading.availability(body)):
        assert isinstance(word, str)
    assert isinstance(reading.complaint(body), str)
    assert isinstance(reading.censored(body), bool)
    assert all(reading.pictures(body))
    assert all(style.name and style.titles["en"] for style in reading.styles(body))
    hint = reading.seconds(reading.first(body, "status_time"))
    assert hint is None or (math.isfinite(hint) and 0 <= hint <= reading.LONGEST_HINT)


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["", "data:image/jpeg;base64,"]))
def test_pictures_come_back_whole(content: bytes, prefix: str) -> None:
    text = prefix + b64encode(content).decode()
    for body in (
        {"result": {"files": [text]}},
        {"result": {"images": [text]}},
        {"result": {"files": text}},
        {"images": [text]},
        {"files": [text]},
    ):
        assert reading.pictures(body) == (content,)


@given(st.text("abcdef0123456789-", min_size=1), st.sampled_from(["id", "uuid"]))
def test_ids_under_either_name(identity: str, name: str) -> None:
    chosen = reading.choose([{name: identity, "type": "TEXT2IMAGE"}], "")
    assert chosen is not None
    assert chosen.id == identity
    assert reading.task_id({name: identity}) == identity


@given(st.sampled_from([True, "true", "True", 1, "1"]), st.booleans())
def test_flags_in_any_form(value: Any, inside: bool) -> None:
    body = {"result": {"censored": value}} if inside else {"censored": value}
    assert reading.censored(body)
    assert not reading.censored({"censored": False, "result": {"censored": "false"}})
