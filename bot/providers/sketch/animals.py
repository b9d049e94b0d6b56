"""Foxes, cats and dogs with their larger kin, as drawings."""

from bot.providers.sketch.figures import Figure

FOX = Figure(
    colours={"coat": "#e2702d", "shade": "#bf5320", "light": "#fff3e2", "dark": "#3b2320"},
    drawing="""
coat  shape 56,97 70,100 85,96 95,82 97,66 91,50! 83,59 79,72 72,82 58,86
shade shape 60,97 72,99 85,93 92,80 83,86 72,91 60,90
light shape 95.6,80 97,66 91,50! 83,59 81.5,66 86,68 88,73 92,74
coat  shape 50,38 61,47 67,64 70,84 68,100! 32,100! 30,84 33,64 39,47
shade twins 32,100! 29.5,88 33,76 39,78 41,88 41,100!
light shape 50,44 60,51 59,62 54.5,71 50,79! 45.5,71 41,62 40,51
coat  twins 41.5,72 48.6,74 49,100! 40,100!
dark  twins 41,87 49,87 49.2,100! 39.2,100!
coat  twins 26,33! 25,2! 47,21!
dark  twins 29.5,29! 28.4,10.5! 41.5,22!
coat  shape 50,57 41,53 21,41! 30,26 41,20 50,18.5 59,20 70,26 79,41! 59,53
light twins 50,57.5! 41,53.5 21,41! 33,39.5 43,43.5 49,50 50,52!
shade shape 50,19 52.5,27 51.5,38 50,43! 48.5,38 47.5,27
dark  dots  39.5,37 2.4,3.1
light dots  40.4,35.9 0.8,0.9
dark  shape 46.3,52.6 50,51.4 53.7,52.6 52.4,56 50,57.6 47.6,56
""",
)

WOLF = Figure(
    colours={"coat": "#7d8797", "shade": "#5d6675", "light": "#eef1f4", "dark": "#2b2f3a"},
    drawing=FOX.drawing,
    size=1.1,
)

CAT = Figure(
    colours={
        "coat": "#8a7466",
        "light": "#fbf3ea",
        "dark": "#2a201d",
        "accent": "#e79a93",
        "eye": "#b8c94d",
    },
    drawing="""
coat  line  8 60,95 78,98 89,91 88,78 82,68 86,57
shade line  8.4 83.5,66 83.5,64
shade line  8.4 88,80 88,78
coat  shape 50,40 61,50 67,68 70,88 67,100! 33,100! 30,88 33,68 39,50
shade twins 33,100! 29.5,90 33,79 39,82 41,91 40.6,100!
light shape 50,48 57.5,55 57,67 50,80 43,67 42.5,55
coat  twins 41.6,74 48.8,76 49.3,97 40,97
light dots  44.6,96.6 5.2,3.4
coat  twins 28.5,34! 26.5,6! 48,21!
accent twins 31.6,28! 30.4,14! 41.6,22!
coat  shape 50,56 37,54 27.5,45 27.5,33 37,23 50,20 63,23 72.5,33 72.5,45 63,54
shade line  2 50,21 50,28
shade lines 2 44.5,22 45.5,27.5
shade lines 1.8 28,42 33,43
shade lines 1.8 29,46.5 34,46
light dots  46,48.6 5,4
eye   dots  39.6,38 4.4,4.6
dark  dots  39.6,38 1.7,4.3
light dots  41,36.4 1,1
accent shape 47.2,45! 52.8,45! 50,48!
light lines 0.6 41,48 25,45.5
light lines 0.6 41,50 26,52
""",
)

TIGER = Figure(
    colours={
        "coat": "#eb8a2f",
        "shade": "#32211c",
        "light": "#fff5e6",
        "dark": "#221814",
        "accent": "#e98b86",
        "eye": "#d9c24a",
    },
    drawing=CAT.drawing
    + """
shade lines 2.2 31,62 39,64
shade lines 2.2 30,69 38,71
shade lines 2.2 29,76 36,78
""",
    size=1.15,
)

LION = Figure(
    colours={
        "coat": "#d9a04e",
        "shade": "#b67d35",
        "mane": "#8a4b22",
        "light": "#fbeccd",
        "dark": "#2f1c12",
        "accent": "#8d4a3a",
    },
    drawing="""
coat  line  5 62,95 82,99 92,88 90,76
mane  dot   90,74 5,6.5
coat  shape 50,44 62,54 68,72 71,90 68,100! 32,100! 29,90 32,72 38,54
shade twins 32,100! 29,90 33,80 39,83 41,92 41,100!
coat  twins 41,72 48.8,76 49.3,97 39.5,97
light dots  44.4,96.6 5.4,3.4
mane  shape 50,2 58,8! 67,6 71,14! 80,16 80,26! 88,33 83,42! 87,52 79,57! 77,68 68,67! \
    61,76 50,72! 39,76 32,67! 23,68 21,57! 13,52 17,42! 12,33 20,26! 20,16 29,14! 33,6 42,8!
coat  dots  31,21 6.4,6.4
accent dots 31,21 3.4,3.4
coat  shape 50,60 38,58 30,48 30,34 38,24 50,21 62,24 70,34 70,48 62,58
light dots  45.6,51 5.8,5
dark  dots  40.4,38.5 2.3,2.8
light dots  41.2,37.5 0.8,0.8
shade shape 47.5,28 52.5,28 54,44 50,47 46,44
dark  shape 45.4,44.5 50,43.4 54.6,44.5 50,50
dark  lines 0.8 50,49 49,54 45,55
""",
    size=1.15,
)

DOG = Figure(
    colours={
        "coat": "#c98f55",
        "shade": "#96602f",
        "light": "#fff4e4",
        "dark": "#2c1d17",
        "accent": "#e5707a",
    },
    drawing="""
coat  line  6.5 66,92 80,86 87,72
coat  shape 50,40 61,50 67,68 70,88 67,100! 33,100! 30,88 33,68 39,50
shade twins 33,100! 29.5,90 33,79 39,82 41,91 40.6,100!
light shape 50,48 59,56 58,70 50,84 42,70 41,56
coat  twins 41,74 48.8,76 49.3,97 39.4,97
light dots  44.4,96.4 5.4,3.6
coat  shape 50,60 39,58 31,47 30,34 38,23 50,20 62,23 70,34 69,47 61,58
light shape 50,21 53.5,32 58,44 60,53 50,61 40,53 42,44 46.5,32
shade twins 36,22 26,24 19,36 18,51 24,57 30,50 33,38
dark  dots  40.6,37.5 2.5,3
light dots  41.5,36.4 0.8,0.9
dark  shape 45,46 50,44.6 55,46 53,50 50,51.6 47,50
accent shape 47.6,55! 52.4,55! 52.6,60 50,63 47.4,60
dark  lines 0.8 50,51 50,54 45,56
""",
)
