import pytest

from benchmarks.__main__ import main
from benchmarks.figures import Figure, Line, percentile


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    line = Line(what="x", ours=[10, 30, 90], floor=[10, 10, 100])

    assert line.ratio == 1.0


def test_rounds_without_a_partner_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        _ = Line(what="x", ours=[1, 2], floor=[1]).ratio


def test_a_figure_without_a_floor_has_no_ratio() -> None:
    assert Line(what="x", ours=[1.25], digits=2).cells() == ("x", "", "1.25", "")


def test_a_table_is_markdown_with_the_ratio_first() -> None:
    lines = [Line(what="taps", ours=[2000.0], floor=[1000.0], digits=0)]
    figure = Figure(title="Updates", floor="echo", lines=lines, meaning="Twice.")

    assert figure.text().splitlines() == [
        "",
        "### Updates",
        "",
        "|      |    ratio | Vernissage |  echo |",
        "| ---- | -------: | ---------: | ----: |",
        "| taps | **2.00** |      2,000 | 1,000 |",
        "",
        "Twice.",
    ]


@pytest.mark.parametrize(
    ("values", "share", "expected"), [([7.0], 99, 7.0), (list(range(101)), 95, 95.0)]
)
def test_percentiles(values: list[float], share: int, expected: float) -> None:
    assert percentile(values, share) == pytest.approx(expected)


def test_an_unknown_figure_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["updates", "speed"]) == 2
    assert "There is no speed" in capsys.readouterr().out
