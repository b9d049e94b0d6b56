"""People and robots, as drawings."""

from bot.providers.sketch.figures import Figure

PERSON = Figure(
    colours={
        "coat": "#c8443c",
        "shade": "#9c2f30",
        "hair": "#3a2620",
        "skin": "#f0c39b",
        "dark": "#2b2a38",
        "light": "#f3e3c3",
        "accent": "#f0b548",
    },
    drawing="""
dark  twins 42,80! 49.2,80! 48.6,98! 41,98!
dark  dots  44.6,98 4.8,2.4
accent shape 56,36 70,40 84,36 92,44! 82,48 68,49 56,44
coat  shape 50,34 59,38 64,58 69,84! 31,84! 36,58 41,38
shade twins 38,40 31,54 28,70 33,72 38,58 41,48
shade line  0.9 50,44 50,84
skin  dots  30.6,72.5 2.6,2.8
skin  dot   50,23 9,10
hair  shape 50,10 60,14 63,24 61,36 50,39 39,36 37,24 40,14
accent shape 39,33 50,37 61,33 62,40 50,44 38,40
""",
    size=1.0,
)

ASTRONAUT = Figure(
    colours={
        "coat": "#eef1f5",
        "shade": "#c3cad6",
        "dark": "#26304a",
        "light": "#8fc7e8",
        "accent": "#ef7b45",
    },
    drawing="""
shade shape 33,40 67,40 70,72 30,72
coat  twins 39,70! 49.4,70! 49,94 46,99 36,99 37,90
shade twins 36.6,92! 49.2,92! 49,96 46,99 36,99
coat  twins 37,46 28,50 22,64 24,74 30,74 33,64 40,60
shade dots  27,74.5 4.2,4.2
coat  shape 50,40 64,44 67,60 64,76 36,76 33,60 36,44
dark  shape 42,55! 58,55! 58,66! 42,66!
accent dot  46,60.5 2,2
light dot   54,60.5 2,2
coat  dot   50,25 19,19
dark  shape 50,12 62,15 65,25 62,35 50,38 38,35 35,25 38,15
light shape 41,18 48,14.5 55,15 46,19 40,26
accent dots 30.5,25 3,5
""",
)

ROBOT = Figure(
    colours={
        "coat": "#6fa8b5",
        "light": "#fbe9b0",
        "dark": "#26323b",
        "accent": "#ef6f53",
    },
    drawing="""
dark  line  1.6 50,18 50,6
accent dot  50,5 3.4,3.4
shade twins 40,82! 47,82! 47,99! 37,99!
shade lines 5 32,54 22,62 23,74
accent dots 23,76 4.6,4.6
coat  shape 34,48! 66,48! 69,86! 31,86!
shade shape 34,48! 66,48! 66.6,53! 33.4,53!
light dot   50,68 9,9
accent dot  50,68 5,5
coat  shape 30,18! 70,18! 72,46! 28,46!
dark  shape 34,24! 66,24! 67,40! 33,40!
light dots  42,32 4.4,4.4
dark  dots  42,32 1.8,1.8
shade dots  28,32 3,6
""",
)
