import html
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html, utf16_length
from bot.sandbox.errors import ApiError
from bot.sandbox.texts import as_html, typed, written

TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "code": "code"}
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🦊<b>x</b>", "🦊x", [("bold", 2, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<a href='https://a.example/b'>x</a>", "x", [("text_link", 0, 1)]),
        ("<a href='tg://user?id=5'>x</a>", "x", [("text_mention", 0, 1)]),
        ("<a>nowhere</a>", "nowhere", []),
        ("<b></b>x", "x", []),
        ("&lt;b&gt; &amp; &quot; &#33; &#x1F98A; &copy; &", '<b> & " ! 🦊 &copy; &', []),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_html_becomes_entities(source: str, text: str, entities: list[object]) -> None:
    parsed = parse_html(source)
    assert parsed.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in parsed.entities] == entities


def test_a_code_language_and_links_are_kept() -> None:
    pre = parse_html('<pre><code class="language-python">x</code></pre>').entities
    assert pre[0]["language"] == "python"
    link = parse_html('<a href="https://example.org?a=1&amp;b=2">x</a>').entities
    assert link[0]["url"] == "https://example.org?a=1&b=2"
    assert parse_html('<a href="example.org">x</a>').entities[0]["url"] == "http://example.org/"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a fox <kitten@home>", 'Unsupported start tag "kitten@home" at byte offset 6'),
        ("лиса <x>", 'Unsupported start tag "x" at byte offset 9'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("3 <4", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a ='x'>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x@y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@given(words)
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    parsed = parse_html(html.escape(text))
    assert parsed.text == text
    assert parsed.entities == []


@given(st.lists(st.tuples(st.sampled_from(sorted(TAGS)), words), min_size=1, max_size=8))
def test_entities_cover_exactly_what_the_tags_hold(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    parsed = parse_html(source)
    units = parsed.text.encode("utf-16-le")
    found = [
        units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in parsed.entities
    ]
    assert found == [text for _, text in parts]
    assert [e["type"] for e in parsed.entities] == [TAGS[tag] for tag, _ in parts]


@given(st.text(max_size=200))
def test_no_html_crashes_the_parser(source: str) -> None:
    with suppress(ApiError):
        parsed = parse_html(source)
        total = utf16_length(parsed.text)
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= total for e in parsed.entities)


@given(st.text(max_size=200))
def test_what_people_type_is_shown_without_any_markup_of_theirs(text: str) -> None:
    formatted = typed(text)
    shown = as_html(formatted.text, formatted.entities)
    assert "<" not in re.sub(r'</?span( class="tg-[a-z-]+")?>', "", shown)
    assert html.unescape(re.sub(r"<[^<>]*>", "", shown)) == formatted.text


def test_white_space_at_the_ends_is_cut_and_entities_follow() -> None:
    formatted = written("  \n <b> fox </b> \n", "HTML", None)
    assert formatted.text == " fox"
    assert [(e["offset"], e["length"]) for e in formatted.entities] == [(0, 4)]


def test_commands_mentions_links_and_hashtags_are_found() -> None:
    formatted = typed("🦊 /imagine@fox_bot hi @boris see https://a.example/x?y=1. #art a@b.cd 1/2")
    found = {e["type"]: (e["offset"], e["length"]) for e in formatted.entities}
    assert found == {
        "bot_command": (3, 16),
        "mention": (23, 6),
        "url": (34, 23),
        "hashtag": (59, 4),
        "email": (64, 6),
    }


def test_nothing_is_found_inside_code() -> None:
    assert [e["type"] for e in written("<code>/start</code>", "HTML", None).entities] == ["code"]


def test_html_of_a_message_nests_and_escapes() -> None:
    formatted = written("<b>a <i>&lt;b&gt;</i></b> <pre>x</pre>", "HTML", None)
    shown = as_html(formatted.text, formatted.entities)
    assert shown == "<b>a <i>&lt;b&gt;</i></b> <pre>x</pre>"
