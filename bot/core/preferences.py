"""What a person has set, as far as a model can follow it, and the requests that come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core import options
from bot.core.capabilities import FROM_WORDS, Mode, ModelSpec, OptionValue, Style
from bot.core.models import Element, Input, Preferences, Request, Shot


def carry(
    preferences: Preferences, spec: ModelSpec, styles: Sequence[Style] = ()
) -> tuple[Preferences, tuple[str, ...]]:
    """Move preferences over to a model.

    Args:
        preferences: As they were.
        spec: The model to be used from now on.
        styles: Its styles as listed now; without them, those it declares.

    Returns:
        The preferences that it can follow, and the names of what had to be dropped: `style`,
        `ratio`, `negative`, `seed`, or an option's key.
    """
    known = {style.name for style in styles or spec.styles}
    able = {
        "style": preferences.style is None or preferences.style in known,
        "ratio": preferences.ratio is None or spec.ratio(preferences.ratio) is not None,
        "negative": not preferences.negative or spec.negative_prompt,
        "seed": preferences.seed is None or spec.seed,
    }
    kept = {key: value for key, value in preferences.options.items() if _takes(spec, key, value)}
    dropped = [name for name, fits in able.items() if not fits]
    dropped += [key for key in preferences.options if key not in kept]
    carried = Preferences(
        model=spec.key,
        style=preferences.style if able["style"] else None,
        ratio=preferences.ratio if able["ratio"] else None,
        negative=preferences.negative if able["negative"] else "",
        seed=preferences.seed if able["seed"] else None,
        count=preferences.count,
        options=kept,
        preset=preferences.preset,
        film=preferences.film,
    )
    return carried, tuple(dropped)


def fitted(
    preferences: Preferences, spec: ModelSpec, mode: Mode, styles: Sequence[Style] = ()
) -> Preferences:
    """Preferences as far as they mean something for one model and mode.

    A picture that starts from another keeps that one's proportions unless a run says otherwise.
    """
    carried, _ = carry(preferences, spec, styles)
    meant = {option.key for option in spec.options_for(mode)}
    kept = {key: value for key, value in carried.options.items() if key in meant}
    if mode in FROM_WORDS:
        return replace(carried, options=kept)
    if mode.takes_pictures:
        return replace(carried, ratio=None, options=kept)
    return Preferences(model=spec.key, options=kept)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A prompt, or several shots, with the pictures that it speaks of."""

    mode: Mode
    prompt: str = ""
    inputs: tuple[Input, ...] = ()
    mask: Input | None = None
    shots: tuple[Shot, ...] = ()
    elements: tuple[Element, ...] = ()


def requests(wish: Wish, spec: ModelSpec, preferences: Preferences) -> tuple[Request, ...]:
    """The requests that a wish makes, one per picture to come.

    Several pictures of a fixed seed take the seeds after it. A model that takes one picture at
    a time gets a request for each, once; clips are too dear for that.
    """
    base = Request(
        mode=wish.mode,
        model=spec.key,
        prompt=wish.prompt,
        negative=preferences.negative,
        style=preferences.style,
        ratio=preferences.ratio,
        seed=preferences.seed,
        inputs=wish.inputs,
        mask=wish.mask,
        shots=wish.shots,
        elements=wish.elements,
        options=_changed(spec, preferences),
    )
    if len(wish.inputs) > 1 and not wish.mode.films and spec.most_inputs(wish.mode) == 1:
        return tuple(replace(base, inputs=(picture,)) for picture in wish.inputs)
    seeds = (_later(preferences.seed, index) for index in range(preferences.count))
    return tuple(replace(base, seed=seed) for seed in seeds)


def _takes(spec: ModelSpec, key: str, value: OptionValue) -> bool:
    option = spec.option(key)
    return option is not None and options.fits(option, value)


def _changed(spec: ModelSpec, preferences: Preferences) -> dict[str, OptionValue]:
    defaults = {option.key: option.default for option in spec.options}
    return {key: value for key, value in preferences.options.items() if defaults.get(key) != value}


def _later(seed: int | None, steps: int) -> int | None:
    return None if seed is None else seed + steps
