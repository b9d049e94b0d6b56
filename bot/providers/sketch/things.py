"""Buildings, vessels and other things, as drawings."""

from bot.providers.sketch.figures import Figure

HOUSE = Figure(
    colours={
        "coat": "#f2e2c4",
        "shade": "#d3bd98",
        "roof": "#b5483a",
        "eaves": "#8e3530",
        "dark": "#5a3a2a",
        "light": "#ffd77a",
        "smoke": "#f4f1ec",
    },
    drawing="""
smoke dot   75,4 6,5
smoke dot   70,13 4.6,4
smoke dot   69.6,20 3,2.8
eaves shape 65,24! 74,24! 74,48! 65,48!
coat  shape 16,54! 84,54! 84,100! 16,100!
shade shape 16,54! 84,54! 84,60! 16,60!
shade shape 70,54! 84,54! 84,100! 70,100!
roof  shape 50,22! 94,58! 6,58!
eaves shape 50,22! 94,58! 86,58! 50,28.5! 14,58! 6,58!
light dot   50,44 6,6
dark  shape 42,72! 58,72! 58,100! 42,100!
light dot   55,86 1.2,1.2
light twins 23,66! 36,66! 36,82! 23,82!
dark  lines 1 29.5,66 29.5,82
dark  lines 1 23,74 36,74
""",
    size=0.95,
)

CASTLE = Figure(
    colours={
        "coat": "#b9b2c4",
        "shade": "#8f88a3",
        "roof": "#5b5c9e",
        "dark": "#383350",
        "light": "#ffd981",
        "flag": "#e2574c",
    },
    drawing="""
flag  shape 50,-8! 62,-4.5! 50,-1!
dark  line  0.9 50,14 50,-8
flag  shape 22,18! 31,20.6! 22,23!
dark  line  0.8 22,32 22,18
coat  shape 40,36! 60,36! 60,100! 40,100!
shade shape 53,36! 60,36! 60,100! 53,100!
roof  shape 36.5,37! 50,10! 63.5,37!
light shape 47,44! 50,41 53,44! 53,53! 47,53!
coat  twins 12,50! 32,50! 32,100! 12,100!
shade twins 26,50! 32,50! 32,100! 26,100!
roof  twins 9,51! 22,28! 35,51!
light twins 19.6,58! 22,55.4 24.4,58! 24.4,65! 19.6,65!
coat  shape 28,68! 33,68! 33,64! 38,64! 38,68! 43,68! 43,64! 48,64! 48,68! 52,68! 52,64! \
    57,64! 57,68! 62,68! 62,64! 67,64! 67,68! 72,68! 72,100! 28,100!
shade line  0.7 30,76 70,76
dark  shape 43,100! 43,86 50,79 57,86 57,100!
""",
    size=1.2,
)

LIGHTHOUSE = Figure(
    colours={
        "coat": "#d8493f",
        "light": "#fdf6e8",
        "dark": "#3a3444",
        "lamp": "#ffe38a",
        "rock": "#5b5564",
    },
    drawing="""
rock  shape 18,100! 26,90 40,86 60,86 76,91 84,100!
light shape 42,26! 58,26! 63,90! 37,90!
coat  shape 41.2,36! 58.8,36! 59.8,48! 40.2,48!
coat  shape 39.4,60! 60.6,60! 61.6,72! 38.4,72!
coat  shape 37.6,82! 62.4,82! 63,90! 37,90!
dark  shape 38.5,24! 61.5,24! 61.5,27! 38.5,27!
lamp  shape 44,14! 56,14! 56,24! 44,24!
dark  line  0.9 50,14 50,24
dark  shape 41,14.5! 50,4! 59,14.5!
dark  shape 47,82! 47,80 50,77 53,80 53,90! 47,90!
""",
    size=1.25,
)

SHIP = Figure(
    colours={
        "coat": "#fff6e6",
        "hull": "#a5473a",
        "deck": "#f0c58a",
        "dark": "#4a3027",
        "flag": "#e2574c",
        "foam": "#ffffff",
    },
    drawing="""
dark  line  1.5 50,80 50,4
flag  shape 50,2! 62,5! 50,9!
coat  shape 52.5,10! 70,30 86,66! 52.5,70!
shade shape 52.5,70! 86,66! 80,52 66,60
coat  shape 47.5,16! 36,40 18,68! 47.5,70!
shade shape 47.5,70! 18,68! 24,59 38,62
hull  shape 10,78! 92,76! 84,92 74,97 28,97 18,92
deck  shape 10,78! 92,76! 90.6,80! 11.4,82!
foam  line  1.1 8,97 24,95 40,97.6 56,95.4 72,97.6 94,96
""",
    size=0.95,
)

BALLOON = Figure(
    colours={
        "coat": "#e2574c",
        "shade": "#b23d3d",
        "light": "#fbe7c2",
        "dark": "#6b4630",
    },
    drawing="""
dark  lines 0.7 40,66 45,84
coat  shape 50,2 72,8 84,26 82,44 68,60 57,72! 43,72! 32,60 18,44 16,26 28,8
light shape 50,2 62,8 67,26 65,44 59,60 54,72! 46,72! 41,60 35,44 33,26 38,8
coat  shape 50,2 54,14 55.5,30 54.6,48 52,72! 48,72! 45.4,48 44.5,30 46,14
shade shape 72,8 84,26 82,44 68,60 57,72! 62,58 72,40 74,24
dark  shape 44,84! 56,84! 54.6,95! 45.4,95!
""",
    size=0.9,
)

ROCKET = Figure(
    colours={
        "coat": "#f3f1ee",
        "shade": "#c9cbd6",
        "fin": "#d8493f",
        "light": "#8fd0ee",
        "dark": "#3b4158",
        "flame": "#ffb13d",
        "accent": "#fff0a6",
    },
    drawing="""
flame shape 40,78! 60,78! 58,90 50,112! 42,90
accent shape 44.5,78! 55.5,78! 54,86 50,98! 46,86
fin   twins 38,52 24,70 22,86! 38,78!
coat  shape 50,0! 60,16 65,36 64,60 60,78! 40,78! 36,60 35,36 40,16
shade shape 50,0! 60,16 65,36 64,60 60,78! 53,78! 57,56 57,34 54,16
fin   shape 50,0! 56.5,9 59.6,16! 40.4,16! 43.5,9
dark  dot   50,34 8,8
light dot   50,34 5.8,5.8
fin   shape 48,58! 52,58! 52,84! 48,84!
dark  shape 40,78! 60,78! 58.6,82! 41.4,82!
""",
)

MUSHROOM = Figure(
    colours={"coat": "#d9463b", "light": "#fdf5e4", "shade": "#a93431", "dark": "#cdbb9c"},
    drawing="""
light shape 42,52! 58,52! 59,76 65,98 58,100 42,100 35,98 41,76
dark  shape 52,52! 58,52! 59,76 65,98 58,100 54,84
dark  shape 36,58 50,55 64,58 62,63 50,66 38,63
coat  shape 8,56 12,36 28,18 50,12 72,18 88,36 92,56 74,60 50,58 26,60
shade shape 92,56 88,36 78,24 82,44 74,56 50,58 74,60
light dot   34,34 6,5
light dot   56,26 5,4
light dot   70,42 5.4,5
light dot   48,46 4,3.4
light dot   20,48 3.4,3.4
""",
    size=0.8,
)

CACTUS = Figure(
    colours={"coat": "#4f9a63", "light": "#cfe6b4", "accent": "#ee6f8d"},
    drawing="""
coat  line  9 50,54 30,54 28,46 28,34
coat  line  8 50,66 70,66 73,58 73,44
coat  shape 42,100! 42,24 46,14 54,14 58,24 58,100!
shade shape 52,100! 54,60 53,16 58,24 58,100!
light line  0.8 46,24 46,92
light line  0.8 50,22 50,96
accent dot  50,12 4.4,4
accent dot  28,29 3.4,3
""",
    size=0.95,
)

HEART = Figure(
    colours={"coat": "#e2445c", "light": "#ffd3d6"},
    drawing="""
coat  shape 50,92! 28,74 10,54 8,34 20,19 36,19 50,33! 64,19 80,19 92,34 90,54 72,74
shade shape 50,92! 72,74 90,54 92,34 84,22 86,42 72,62 50,80
light shape 18,36 24,27 33,25 26,31 21,40
""",
    size=0.8,
)
