"""docs/providers.md says what the capability table says."""

from scripts import providers as script


def test_the_page_is_up_to_date() -> None:
    example = script.EXAMPLE.read_text(encoding="utf-8")
    expected = script.page(script.everything(), example)
    assert script.PAGE.read_text(encoding="utf-8") == expected, "make docs writes it anew"


def test_it_lists_every_model_and_mode_once() -> None:
    text = script.PAGE.read_text(encoding="utf-8")
    listed = [
        line.split(" | ")[1:3]
        for line in text.splitlines()
        if line.count("|") == len(script.COLUMNS) + 1
    ]
    rows = [
        [f"`{model.key}`", mode.value.replace("_", " ")]
        for _, model, mode in script.rows(script.everything())
    ]
    assert listed[2:] == rows
