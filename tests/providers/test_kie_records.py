"""KIE's readers take whatever comes, and find the same thing in every form."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.kie import records
from bot.providers.kie.records import State

PLACES = ["response", "info", "videoInfo", "resultJson", "data", "param", "paramJson"]
RESULTS = ["result_urls", "resultUrls", "resultImageUrl", "imageUrl", "videoUrl", "video_url"]
STATES = ["successFlag", "state", "status", "progress", "errorCode", "failCode", "code"]
TEXTS = ["errorMessage", "failMsg", "msg", "message", "taskId", "task_id", "downloadUrl"]
NAMES = st.sampled_from([*PLACES, *RESULTS, *STATES, *TEXTS])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
WORDS = st.sampled_from(
    ["success", "fail", "1", "https://a.example/1.png", '["https://a.example/2.png"]', "[", "{"]
)
PLAIN = st.recursive(
    LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)
JSON = PLAIN | st.dictionaries(NAMES, PLAIN.map(json.dumps), max_size=4)
DIGITS = st.sampled_from("0123456789")
URLS = st.lists(st.text(DIGITS, min_size=1).map("https://a.example/{}.png".format), unique=True)
SOME = URLS.filter(bool)


@given(JSON)
def test_no_answer_is_too_strange(body: Any) -> None:
    record = records.read(body)
    assert isinstance(record.state, State)
    assert all(url.startswith(("http://", "https://")) for url in record.urls)
    assert record.progress is None or math.isfinite(record.progress)
    assert isinstance(record.complaint, str)
    assert record.code is None or type(record.code) is int
    for text in (records.task_id(body), records.address(body), record.word):
        assert isinstance(text, str)
    for number in (records.code(body), records.credits_left(body)):
        assert number is None or math.isfinite(number)


@given(SOME, st.booleans(), st.booleans(), st.booleans())
def test_k2_results_in_every_place_and_form(
    urls: list[str], packed: bool, wrapped: bool, alone: bool
) -> None:
    value: Any = urls[0] if alone else json.dumps(urls) if packed else urls
    expected = tuple(urls[:1]) if alone else tuple(urls)
    for place, name in (
        ("response", "result_urls"),
        ("response", "resultUrls"),
        ("response", "resultImageUrl"),
        ("response", "imageUrl"),
        ("info", "result_urls"),
        ("info", "resultUrls"),
        ("info", "resultImageUrl"),
        ("resultJson", "resultUrls"),
        ("videoInfo", "videoUrl"),
    ):
        inside: Any = {name: value}
        body = {place: json.dumps(inside) if wrapped else inside}
        assert records.read({"code": 200, "data": body}).urls == expected
        assert records.read(body).urls == expected
    for name in ("resultUrls", "video_url", "result_video_url"):
        assert records.read({"data": {name: value}}).urls == expected


@given(SOME)
def test_k2_originals_and_parameters_are_no_results(urls: list[str]) -> None:
    wish = {"filesUrl": urls, "imageUrls": urls, "resultUrls": urls, "input": {"image_urls": urls}}
    for name in ("param", "paramJson", "promptJson"):
        assert records.read({"data": {name: json.dumps(wish), "successFlag": 1}}).urls == ()
        assert records.read({"data": {name: wish, "successFlag": 1}}).urls == ()
    response = {"originImageUrl": urls[0], "originUrls": urls}
    assert records.read({"data": {"response": response, "successFlag": 1}}).urls == ()


def test_k2_the_first_place_that_has_results_counts() -> None:
    one, other = "https://a.example/1.png", "https://a.example/2.png"
    data = {"response": {"resultUrls": [], "imageUrl": one}, "resultUrls": [other]}
    assert records.read({"data": data}).urls == (one,)


@pytest.mark.parametrize("form", [int, str, float, "{} ".format])
@pytest.mark.parametrize(
    ("flag", "state"),
    [
        (0, State.RUNNING),
        (1, State.DONE),
        (2, State.FAILED),
        (3, State.FAILED),
        (4, State.RUNNING),
        (7, State.RUNNING),
    ],
)
def test_k1_k3_flags_in_any_form(form: Any, flag: int, state: State) -> None:
    assert records.read({"data": {"successFlag": form(flag)}}).state is state


def test_k4_a_family_may_have_another_flag_of_success() -> None:
    body = {"data": {"successFlag": 4}}
    assert records.read(body, frozenset({1, 4})).state is State.DONE
    assert records.read(body).state is State.RUNNING


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("success", State.DONE),
        ("SUCCESS", State.DONE),
        ("fail", State.FAILED),
        ("failed", State.FAILED),
        ("CREATE_TASK_FAILED", State.FAILED),
        ("GENERATE_FAILED", State.FAILED),
        ("waiting", State.RUNNING),
        ("queuing", State.RUNNING),
        ("queueing", State.RUNNING),
        ("wait", State.RUNNING),
        ("GENERATING", State.RUNNING),
        ("painting", State.RUNNING),
    ],
)
@pytest.mark.parametrize("name", ["state", "status"])
def test_states_in_words(name: str, word: str, state: State) -> None:
    assert records.read({"data": {name: word}}).state is state


def test_results_beside_an_unfinished_state_do_not_finish_it() -> None:
    data = {"state": "waiting", "resultJson": '{"resultUrls":["https://a.example/1.png"]}'}
    assert records.read({"data": data}).state is State.RUNNING


def test_success_is_no_complaint_and_no_code() -> None:
    record = records.read({"msg": "Success", "data": {"failCode": "0", "errorCode": 200}})
    assert (record.complaint, record.code) == ("", None)


@pytest.mark.parametrize(
    ("body", "complaint", "code"),
    [
        ({"data": {"errorMessage": "no paint", "errorCode": 501}}, "no paint", 501),
        ({"data": {"failMsg": "no paint", "failCode": "422"}}, "no paint", 422),
        ({"msg": "no paint", "data": {"failCode": "E12"}}, "no paint", None),
        ({"message": "no paint", "data": None}, "no paint", None),
    ],
)
def test_why_a_task_failed(body: Any, complaint: str, code: int | None) -> None:
    record = records.read(body)
    assert (record.complaint, record.code) == (complaint, code)


@pytest.mark.parametrize("moment", [1765000000000, "2025-12-06T05:46:40Z", "2025-12-06 05:46:40"])
@pytest.mark.parametrize("name", ["taskId", "task_id"])
def test_k19_ids_and_times_in_any_form(name: str, moment: Any) -> None:
    body = {
        "data": {name: "task_1", "createTime": moment, "completeTime": moment, "state": "fail"}
    }
    assert records.task_id(body) == "task_1"
    assert records.read(body).state is State.FAILED


@pytest.mark.parametrize("value", [0.42, "0.42", "42e-2"])
def test_k20_progress_in_any_form(value: Any) -> None:
    assert records.read({"data": {"progress": value}}).progress == 0.42
