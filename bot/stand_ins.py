"""Where the vendors' stand-ins for the demo are, asked before anything is imported for them."""

from importlib.util import find_spec

STAND_INS = "tests.vendors.show"
"""Paints in the place of every vendor; it comes with the source code, not with an installation."""

MISSING = (
    "The demo cannot run: the vendors' stand-ins are in the folder tests, which is not here. "
    "Start it where the source code is, or without --providers."
)


def are_here() -> bool:
    """Whether this is not an installation without the tests."""
    try:
        return find_spec(STAND_INS) is not None
    except ModuleNotFoundError:  # of a folder above it
        return False
