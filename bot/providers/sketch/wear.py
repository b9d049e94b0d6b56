"""What animals wear, as drawings for the head that they share (bot.providers.sketch.animals)."""

from collections.abc import Mapping

from bot.providers.sketch.figures import Figure

GLASSES = Figure(
    colours={"coat": "#2a2630"},
    drawing="""
coat  lines 1.5 32.6,38 34.6,32.8 39.8,30.8 45,32.8 47,38 45,43.2 39.8,45.2 34.6,43.2 32.6,38
coat  line  1.5 46.8,36.5 50,35.6 53.2,36.5
coat  lines 1.3 32.8,36.6 27.5,34.6
""",
)

SCARF = Figure(
    colours={"coat": "#d8463f", "light": "#ffd9a8"},
    drawing="""
coat  shape 36,52 43,57 50,58.4 57,57 64,52 66,57 60,63.4 50,65.4 40,63.4 34,57
coat  shape 55,61 63,60 66,78! 57,79!
light shape 56.6,71! 64.7,70! 65.3,73.4! 56.9,74.4!
light line  1 38,57.6 44,61 50,61.9 56,61 62,57.6
""",
)

HAT = Figure(
    colours={"coat": "#5a3f8f", "light": "#f2c14e"},
    drawing="""
coat  shape 38,20! 41,4 47,-8 56,-17! 57,-4 60,8 62,20!
shade shape 54,20! 55,4 56,-17! 57,-4 60,8 62,20!
light shape 39.4,14! 60.8,14! 62,20! 38,20!
coat  shape 28,21 38,17.6 50,18.6 62,17.6 72,21 62,24.6 50,25.6 38,24.6
""",
)

CROWN = Figure(
    colours={"coat": "#f2bd3c", "light": "#fff0b8", "dark": "#d8463f"},
    drawing="""
coat  shape 37,22! 34,5! 43,13! 50,1! 57,13! 66,5! 63,22! 50,24
shade shape 37,22! 63,22! 62.4,18! 37.6,18!
dark  dot   50,12 2,2
light dots  34,5 1.6,1.6
light dot   50,1 1.6,1.6
""",
)

CLOTHES: Mapping[str, Figure] = {
    "glasses": GLASSES,
    "scarf": SCARF,
    "hat": HAT,
    "crown": CROWN,
}

LOWER = {"hare": 5.0, "owl": -3.0, "bear": -4.0, "panda": -4.0}
"""How much lower than the others' some heads are, in units of the drawing."""

HEADS = frozenset({"fox", "wolf", "cat", "tiger", "lion", "dog", "deer", *LOWER})
"""Who can wear something."""
