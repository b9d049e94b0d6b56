import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.captions import LIMIT, caption


def shown(text: str) -> str:
    """A caption as Telegram counts it: without markup."""
    return html.unescape(re.sub(r"</?blockquote[^>]*>", "", text))


def test_a_quote_and_a_line_of_facts() -> None:
    assert caption("a fox", ["Brush", "1:1", None, "", "12 sec"]) == (
        "<blockquote expandable>a fox</blockquote>\nBrush · 1:1 · 12 sec"
    )


def test_without_a_prompt_there_is_no_quote() -> None:
    assert caption(" ", ["Brush", "64×48"]) == "Brush · 64×48"


def test_what_was_typed_is_text() -> None:
    made = caption("</blockquote><b>&amp;", ["<i>"])
    assert "&lt;/blockquote&gt;&lt;b&gt;&amp;amp;" in made
    assert made.endswith("&lt;i&gt;")


@pytest.mark.parametrize("letter", ["a", "<", "&", "🦊", "я"])
def test_a_long_prompt_is_cut_to_fit(letter: str) -> None:
    made = shown(caption(letter * 5000, ["Brush", "1:1"]))
    assert len(made) == LIMIT
    assert made.endswith(f"{letter}…\nBrush · 1:1")


def test_a_remark_comes_last() -> None:
    made = caption("a fox", ["Brush"], remark="not <by> Pencil")
    assert made.endswith("Brush\nnot &lt;by&gt; Pencil")


@given(st.text(max_size=3000), st.lists(st.text(max_size=400), max_size=4), st.text(max_size=900))
def test_always_fits_and_is_never_broken(prompt: str, facts: list[str], words: str) -> None:
    made = caption(prompt, facts, words, words)
    assert len(shown(made)) <= LIMIT
    assert set(re.findall(r"<[^>]*>", made)) <= {"<blockquote expandable>", "</blockquote>"}


def test_a_note_is_a_quote_of_its_own() -> None:
    assert caption("a fox", ["Brush"], "Painted from: a <red> fox") == (
        "<blockquote expandable>a fox</blockquote>\n"
        "<blockquote expandable>Painted from: a &lt;red&gt; fox</blockquote>\nBrush"
    )


@given(st.text(max_size=3000), st.text(max_size=3000), st.text(max_size=40))
def test_a_note_leaves_room_for_the_prompt(prompt: str, note: str, fact: str) -> None:
    made = shown(caption(prompt, [fact], note))
    assert len(made) <= LIMIT
    if len(prompt.strip()) <= LIMIT // 2:
        assert prompt.strip() in made
