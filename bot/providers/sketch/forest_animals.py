"""Animals of forest, air and water, as drawings."""

from bot.providers.sketch.figures import Figure

BEAR = Figure(
    colours={"coat": "#7a5138", "light": "#d9b28c", "dark": "#241610"},
    drawing="""
coat  dots  32,18 8,8
light dots  32.4,18.6 4.4,4.4
coat  shape 50,38 66,46 78,64 80,84 72,100! 28,100! 20,84 22,64 34,46
shade twins 27,58 19,70 18,82 25,86 32,78 34,64
light dot   50,76 15,17
coat  dots  33,95 11,7
light dots  33,96 6.5,4
coat  shape 50,58 36,55 26,44 27,30 37,19 50,16 63,19 73,30 74,44 64,55
light dot   50,46 11,8.6
dark  dots  40.5,33.5 2.2,2.6
light dots  41.2,32.6 0.7,0.7
dark  shape 45.6,41.4 50,40 54.4,41.4 52.6,45 50,46.4 47.4,45
dark  line  0.8 50,46 50,49.5
""",
    size=1.15,
)

PANDA = Figure(
    colours={"coat": "#f6f2ea", "shade": "#27262b", "light": "#fdfbf6", "dark": "#1c1b20"},
    drawing=BEAR.drawing.replace("coat  dots", "dark  dots")
    .replace("light dots  32.4,18.6 4.4,4.4\n", "")
    .replace(
        "dark  dots  40.5,33.5 2.2,2.6", "dark  dots  39.5,34.5 5.2,6\nlight dots  40.5,33.5 2,2.2"
    )
    .replace("light dots  41.2,32.6 0.7,0.7", "dark  dots  40.6,33.6 1.2,1.4"),
    size=1.15,
)

HARE = Figure(
    colours={"coat": "#b9a390", "light": "#fdf6ee", "dark": "#2d221d", "accent": "#eab0a6"},
    drawing="""
light dot   70,92 7,7
coat  twins 41,34 33,20 31,2 37,-9 44,-2 47,14 48,30
accent twins 41.5,28 36.5,18 35.5,4 38,-3 41.5,4 44,16
coat  shape 50,48 61,56 68,72 70,90 66,100! 34,100! 30,90 32,72 39,56
shade twins 34,100! 29.5,92 33,80 40,82 42,92 42,100!
light shape 50,56 57,62 57,76 50,88 43,76 43,62
light dots  44,97 6,3.4
coat  shape 50,60 38,58 30,49 31,38 40,30 50,28 60,30 69,38 70,49 62,58
light dots  46,53 5,4.4
dark  dots  39.6,43 2.8,3.4
light dots  40.6,41.8 1,1.1
accent shape 47.4,48.4! 52.6,48.4! 50,51!
""",
    size=0.9,
)

OWL = Figure(
    colours={
        "coat": "#7b5f4b",
        "light": "#f4e4c8",
        "dark": "#221a16",
        "accent": "#e9a13b",
        "eye": "#f6c445",
    },
    drawing="""
coat  twins 30,22! 26,2! 48,16!
coat  shape 50,12 66,16 76,32 78,56 72,82 60,97 50,99 40,97 28,82 22,56 24,32 34,16
light shape 50,50 63,56 67,72 60,90 50,96 40,90 33,72 37,56
shade lines 1.8 40,66 43,69 46,66
shade line  1.8 47,66 50,69 53,66
shade lines 1.8 41,75 44,78 47,75
shade line  1.8 47,84 50,87 53,84
shade twins 24,40 19,58 22,78 32,92! 33,72 31,52
light dots  39.5,34 12.6,13.6
eye   dots  39.5,34 8.2,8.6
dark  dots  40,34 4.6,5
light dots  42,31.6 1.7,1.8
accent shape 46,40! 54,40! 50,49!
accent lines 2 43,97 41,100
accent lines 2 45,98 45,100
""",
)

DEER = Figure(
    colours={"coat": "#b07a4c", "light": "#fbeedb", "dark": "#2f1e16", "antler": "#8f6d4a"},
    drawing="""
antler lines 2.4 43,20 36,8 34,-8 38,-20
antler lines 2 35.5,2 26,-4 23,-14
antler lines 1.8 34.4,-8 40,-12
coat  shape 50,40 60,50 66,68 69,88 66,100! 34,100! 31,88 34,68 40,50
shade twins 34,100! 30,90 33.5,79 39,82 41,91 41,100!
light shape 50,50 57,57 56,72 50,84 44,72 43,57
coat  twins 42,74 48.6,76 49,100! 41,100!
dark  twins 41.6,94 49,94 49.2,100! 40.8,100!
coat  twins 40,24 30,17 20,19 24,27 34,30
light twins 37,25 30,20.4 24,20.8 27,25 34,27.6
coat  shape 50,60 43,56 37,42 38,28 44,20 50,18 56,20 62,28 63,42 57,56
light shape 50,61 44.4,57 44,50 50,47 56,50 55.6,57
dark  dots  40.6,36 2.4,3.2
light dots  41.4,34.8 0.8,0.9
dark  shape 46.4,53 50,51.8 53.6,53 52,56.4 50,57.4 48,56.4
light dots  37,74 1.3,1.3
light dots  35,82 1.3,1.3
""",
    size=1.1,
)

BIRD = Figure(
    colours={
        "coat": "#3f78b5",
        "light": "#f7e3c8",
        "dark": "#20222c",
        "accent": "#f0a03c",
    },
    drawing="""
dark  line  1.4 54,80 53,99 48,100
dark  line  1.4 62,79 62,99 57,100
coat  shape 2,74! 22,64 40,48 54,34 62,22 74,17 84,22 88,34 84,54 74,72 58,82 40,80 22,76
light shape 87,32 85,52 75,70 60,81 50,81 62,70 68,56 74,42
shade shape 44,48 60,48 64,60 54,72 34,78 8,82! 24,66
coat  shape 46,50 58,50 60,58 50,66 34,70 22,72! 34,60
accent shape 85,24! 100,31! 86,35!
dark  dot   77,27 2.6,2.8
light dot   77.9,26 0.9,0.9
""",
    size=0.75,
)

BUTTERFLY = Figure(
    colours={"coat": "#e8743b", "light": "#fde3a7", "dark": "#2b1f2c"},
    drawing="""
dark  twins 51,44! 60,22 80,8 97,14 95,34 84,50 62,55
coat  twins 53,44 62,26 80,13 92,18 90,33 80,46 62,51
dark  twins 51,52! 70,54 86,64 84,84 70,92 57,76
coat  twins 54,55 70,58 81,66 79,81 70,86 59,74
light dots  80,26 6,6
light dots  72,70 5,5.6
light dots  66,40 3,3
dark  line  3.4 50,34 50,80
dark  lines 0.9 50,34 45,22 40,18
""",
    size=0.8,
)

FISH = Figure(
    colours={"coat": "#f08a3c", "light": "#fff1da", "dark": "#26222c", "accent": "#ffc457"},
    drawing="""
accent shape 26,50! 4,28! 10,50 4,72!
accent shape 44,28 56,14 72,20 70,32
accent shape 46,70 52,84 64,80 62,68
coat  shape 22,50! 36,34 56,26 76,30 92,44 94,52 84,66 62,74 38,66
light shape 92,54 84,66 62,74 40,67 60,66 78,60
shade shape 66,28 72,29 70,50 72,70 66,72 62,50
light shape 56,27 61,26.4 58,50 61,73 55,73 51,50
accent shape 60,48 48,44 44,54 52,58
dark  dot   82,44 3.2,3.6
light dot   83.2,42.8 1.1,1.2
""",
    size=0.6,
)

WHALE = Figure(
    colours={"coat": "#48698f", "light": "#dbe7ee", "dark": "#1d2738", "water": "#eef8fb"},
    drawing="""
water line  1.8 30,42 30,24 23,15 15,20
water line  1.8 30,42 30,24 37,15 45,20
coat  shape 4,70 8,52 22,40 42,38 60,46 74,58 84,56 88,44 78,34! 92,38 100,28! 98,48 \
    92,66 80,80 60,88 30,90 12,84
light shape 6,76 24,78 44,76 64,82 44,90 24,90 12,85
shade shape 36,72 48,74 52,86 42,92 36,82
dark  dot   19,64 2,2.2
light dot   19.6,63.3 0.6,0.6
dark  line  0.9 5,72 14,74 22,72
""",
    size=0.9,
)
