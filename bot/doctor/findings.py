"""What a check says."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a finding is to be taken."""

    GOOD = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the report.

    Attributes:
        text: What was found; never a secret, never an exception's own words.
        mend: What to do about it.
    """

    mark: Mark
    text: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.mark} {self.text}" + (f"\n    → {self.mend}" if self.mend else "")


def good(text: str) -> Finding:
    """Something is as it should be."""
    return Finding(mark=Mark.GOOD, text=text)


def note(text: str, mend: str = "") -> Finding:
    """Something worth knowing that stops nothing."""
    return Finding(mark=Mark.NOTE, text=text, mend=mend)


def wrong(text: str, mend: str) -> Finding:
    """Something that has to be mended."""
    return Finding(mark=Mark.WRONG, text=text, mend=mend)
