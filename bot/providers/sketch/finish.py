"""What a style makes of a picture."""

import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from bot.providers.sketch.texture import fine, mottled, textured, wobbled

CREAM = (250, 245, 233)
PAPER = (244, 238, 225)
PIXEL = 8
PIXEL_COLOURS = 40
POSTER_COLOURS = 20

Finish = Callable[[Image.Image, random.Random], Image.Image]


def finish(image: Image.Image, style: str, chance: random.Random) -> Image.Image:
    """A picture in a style (gouache where there is no such style any more), of the same size."""
    return FINISHES.get(style, gouache)(image, chance)


def gouache(image: Image.Image, chance: random.Random) -> Image.Image:
    """Flat body colour on slightly rough paper."""
    brushed = wobbled(image, chance, cell=24, reach=1.6)
    blotched = textured(brushed, mottled(image.size, chance, (110, 36)), 0.055)
    return textured(_vignette(blotched, 0.16), fine(image.size, chance), 0.06)


def watercolour(image: Image.Image, chance: random.Random) -> Image.Image:
    """Thin colour that runs, dries darker at its edges and leaves the paper's rim white."""
    soft = wobbled(image.filter(ImageFilter.SMOOTH_MORE), chance, cell=16, reach=4.5)
    thin = Image.blend(
        ImageEnhance.Color(soft).enhance(1.15), Image.new("RGB", soft.size, CREAM), 0.26
    )
    rims = _edges(thin).filter(ImageFilter.GaussianBlur(1.2))
    rims = rims.point([min(150, v * 4) for v in range(256)])
    dried = Image.composite(ImageEnhance.Brightness(thin).enhance(0.6), thin, rims)
    pools = textured(dried, mottled(image.size, chance, (220, 70, 26)), 0.26)
    grained = textured(pools, fine(image.size, chance).filter(ImageFilter.GaussianBlur(0.7)), 0.16)
    return Image.composite(
        grained, Image.new("RGB", image.size, CREAM), _ragged(image.size, chance)
    )


def ink(image: Image.Image, chance: random.Random) -> Image.Image:
    """Washes of black ink with brushed contours on rice paper; a little colour stays."""
    shaken = wobbled(image, chance, cell=20, reach=3.4)
    pale = ImageEnhance.Brightness(shaken.filter(ImageFilter.GaussianBlur(1.1))).enhance(1.1)
    washed = textured(pale, mottled(image.size, chance, (160, 48, 18)), 0.2)
    lines = _edges(shaken).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.GaussianBlur(0.8))
    brush = ImageChops.multiply(
        lines.point([min(255, max(0, v - 10) * 5) for v in range(256)]),
        mottled(image.size, chance, (60, 24)).point([min(255, 90 + v) for v in range(256)]),
    )
    drawn = Image.composite(Image.new("RGB", image.size, (28, 26, 30)), washed, brush)
    papered = ImageChops.multiply(drawn, Image.new("RGB", image.size, PAPER))
    return _sealed(textured(papered, fine(image.size, chance), 0.07), chance)


def poster(image: Image.Image, chance: random.Random) -> Image.Image:
    """A screen print: few colours, speckled where they meet, in a frame."""
    strong = ImageEnhance.Contrast(ImageEnhance.Color(image).enhance(1.25)).enhance(1.08)
    speckled = textured(strong, fine(image.size, chance), 0.2)
    few = strong.quantize(POSTER_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    printed = speckled.quantize(palette=few, dither=Image.Dither.NONE).convert("RGB")
    return _framed(printed)


def pixel(image: Image.Image, chance: random.Random) -> Image.Image:  # noqa: ARG001 -- no chance
    """Large pixels from a small palette."""
    small = image.resize(
        (-(-image.width // PIXEL), -(-image.height // PIXEL)), Image.Resampling.BOX
    )
    crisp = ImageEnhance.Color(small.filter(ImageFilter.UnsharpMask(1.2, 90, 0))).enhance(1.2)
    few = crisp.quantize(PIXEL_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return few.convert("RGB").resize(image.size, Image.Resampling.NEAREST)


def neon(image: Image.Image, chance: random.Random) -> Image.Image:
    """Glowing tubes along every edge."""
    dim = ImageEnhance.Brightness(ImageEnhance.Color(image).enhance(1.45)).enhance(0.9)
    contours = _edges(image.filter(ImageFilter.SMOOTH))
    tubes = contours.point([min(255, max(0, v - 8) * 7) for v in range(256)])
    height = Image.linear_gradient("L").resize(image.size)
    light = ImageOps.colorize(height, (255, 70, 190), (60, 235, 255), (150, 110, 255))
    lines = ImageChops.multiply(light, tubes.convert("RGB"))
    glowing = dim
    for radius, gain in ((1, 0.9), (5, 1.4), (16, 1.6)):
        halo = ImageEnhance.Brightness(_blurred(lines, radius)).enhance(gain)
        glowing = ImageChops.screen(glowing, halo)
    return textured(_vignette(glowing, 0.3), fine(image.size, chance), 0.05)


def pastel(image: Image.Image, chance: random.Random) -> Image.Image:
    """Soft chalk on toothed paper."""
    soft = wobbled(image.filter(ImageFilter.GaussianBlur(1.6)), chance, cell=18, reach=2.6)
    bright = ImageEnhance.Color(soft).enhance(1.25)
    pale = Image.blend(bright, Image.new("RGB", image.size, (255, 240, 232)), 0.36)
    tooth = mottled(image.size, chance, (5, 2))
    mask = tooth.point([min(90, max(0, v - 150) * 3) for v in range(256)])
    chalked = Image.composite(Image.new("RGB", image.size, (255, 250, 244)), pale, mask)
    return textured(chalked, tooth.filter(ImageFilter.EMBOSS), 0.16)


FINISHES: Mapping[str, Finish] = {
    "gouache": gouache,
    "watercolour": watercolour,
    "ink": ink,
    "poster": poster,
    "pixel": pixel,
    "neon": neon,
    "pastel": pastel,
}


def _edges(image: Image.Image) -> Image.Image:
    """Where neighbouring colours differ, as a mask; the picture's own rim is no edge."""
    found = image.filter(ImageFilter.FIND_EDGES)
    strongest = ImageChops.lighter(ImageChops.lighter(*found.split()[:2]), found.split()[2])
    ImageDraw.Draw(strongest).rectangle(
        (0, 0, image.width - 1, image.height - 1), outline=0, width=3
    )
    return strongest


def _blurred(image: Image.Image, radius: float) -> Image.Image:
    """A blur that costs little: large radii are blurred small."""
    if radius < 4:  # noqa: PLR2004 -- nothing to gain
        return image.filter(ImageFilter.GaussianBlur(radius))
    small = image.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
    return small.resize(image.size, Image.Resampling.BICUBIC)


def _vignette(image: Image.Image, strength: float) -> Image.Image:
    fall = Image.radial_gradient("L").resize(image.size)
    mask = fall.point([round(strength * max(0, v - 90) * 255 / 165) for v in range(256)])
    return Image.composite(ImageEnhance.Brightness(image).enhance(0.45), image, mask)


def _ragged(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """A mask that leaves an uneven rim free."""
    rim = min(size) // 22
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rectangle((rim, rim, size[0] - rim, size[1] - rim), fill=255)
    uneven = ImageChops.add(_blurred(mask, rim / 2), mottled(size, chance, (60, 20, 8)), 1, -128)
    return uneven.point([min(255, max(0, v - 110) * 9) for v in range(256)])


def _framed(image: Image.Image) -> Image.Image:
    rim = min(image.size) // 20
    framed = Image.new("RGB", image.size, CREAM)
    inner = (rim, rim, image.width - rim, image.height - rim)
    framed.paste(image.crop(inner), (rim, rim))
    ImageDraw.Draw(framed).rectangle(inner, outline=(40, 36, 48), width=max(2, rim // 14))
    return framed


def _sealed(image: Image.Image, chance: random.Random) -> Image.Image:
    """With a painter's red seal in the corner."""
    side = min(image.size) // 16
    x, y = image.width - 2 * side, image.height - 2 * side
    brush = ImageDraw.Draw(image)
    brush.rounded_rectangle((x, y, x + side, y + side), side // 7, fill=(190, 44, 36))
    step = side / 5
    for row in range(4):
        for column in range(2):
            if chance.random() < 0.75:  # noqa: PLR2004 -- most strokes
                left = x + step * (0.6 + 2 * column)
                upper = y + step * (0.7 + row)
                brush.rectangle((left, upper, left + step * 1.5, upper + step * 0.35), fill=PAPER)
    return image
