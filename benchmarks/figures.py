"""Numbers, and what they look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure.

    Attributes:
        what: Its name, with its unit.
        ours: Of each round.
        floor: Of each round; empty: there is none.
        digits: After the point.
    """

    what: str
    ours: Sequence[float]
    floor: Sequence[float] = ()
    digits: int = 1

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios of ours to the floor."""
        if not self.floor:
            return None
        return median(a / b for a, b in zip(self.ours, self.floor, strict=True))

    def cells(self) -> tuple[str, str, str, str]:
        """As a row of a table."""
        ratio = "" if self.ratio is None else f"**{self.ratio:.2f}**"
        return self.what, ratio, self._middle(self.ours), self._middle(self.floor)

    def _middle(self, values: Sequence[float]) -> str:
        return f"{median(values):,.{self.digits}f}" if values else ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A table of lines that belong together.

    Attributes:
        title: What is measured.
        floor: What it is compared with.
        meaning: What the numbers say, in a sentence or two.
    """

    title: str
    floor: str
    lines: Sequence[Line]
    meaning: str

    def text(self) -> str:
        """As Markdown."""
        rows = [("", "ratio", "Vernissage", self.floor), *(line.cells() for line in self.lines)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
        padded = [_padded(row, widths) for row in rows]
        table = [padded[0], f"| {' | '.join(rule)} |", *padded[1:]]
        return "\n".join(("", f"### {self.title}", "", *table, "", self.meaning))


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which so many of a hundred lie."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[share - 1]


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return f"| {' | '.join([first, *rest])} |"
