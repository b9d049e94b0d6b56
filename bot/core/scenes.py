"""Whether the shots and named elements of a clip are as its model makes them."""

from dataclasses import dataclass

from bot.core.capabilities import Elements, ModelSpec, Shots
from bot.core.errors import ElementsUnfit, ShotsUnfit
from bot.core.models import Element, Request, Shot


def check_shots(request: Request, spec: ModelSpec) -> None:
    """Compare the shots of a request with what its model can make.

    Raises:
        ShotsUnfit: They cannot be.
    """
    if not request.shots:
        return
    if spec.shots is None:
        raise ShotsUnfit(what="none", model=spec.title, shot=0, value=0, low=0, high=0)
    judge = _Judge(title=spec.title, limits=spec.shots)
    judge.number(len(request.shots))
    for number, shot in enumerate(request.shots, start=1):
        judge.shot(number, shot, request.elements)
    judge.total(sum(shot.seconds for shot in request.shots))


def check_elements(request: Request, spec: ModelSpec) -> None:
    """Compare the named elements of a request with what its model takes.

    Raises:
        ElementsUnfit: They cannot be.
    """
    if not request.elements:
        return
    limits = spec.elements
    if limits is None:
        raise ElementsUnfit(what="none", model=spec.title, name="", value=0, low=0, high=0)
    count = len(request.elements)
    if count > limits.most:
        raise ElementsUnfit(
            what="count", model=spec.title, name="", value=count, low=1, high=limits.most
        )
    for element in request.elements:
        _check_pictures(element, limits, spec.title)
    if limits.need_input and not request.inputs:
        raise ElementsUnfit(what="input", model=spec.title, name="", value=0, low=1, high=1)


def _check_pictures(element: Element, limits: Elements, title: str) -> None:
    count = len(element.pictures)
    if not limits.fewest_pictures <= count <= limits.most_pictures:
        raise ElementsUnfit(
            what="pictures",
            model=title,
            name=element.name,
            value=count,
            low=limits.fewest_pictures,
            high=limits.most_pictures,
        )


@dataclass(frozen=True, kw_only=True)
class _Judge:
    """Holds shots against the limits of one model."""

    title: str
    limits: Shots

    def number(self, count: int) -> None:
        """As many as the model makes."""
        if count > self.limits.most:
            raise self._unfit("count", 0, count, 1, self.limits.most)

    def shot(self, number: int, shot: Shot, elements: tuple[Element, ...]) -> None:
        """Words and length of one."""
        limits, length = self.limits, self._length(shot, elements)
        if not 0 < length <= limits.prompt_limit:
            raise self._unfit("words", number, length, 1, limits.prompt_limit)
        if not limits.shortest <= shot.seconds <= limits.longest:
            raise self._unfit("length", number, shot.seconds, limits.shortest, limits.longest)
        if limits.whole and not float(shot.seconds).is_integer():
            raise self._unfit("whole", number, shot.seconds, limits.shortest, limits.longest)

    def total(self, seconds: float) -> None:
        """All together."""
        low, high = self.limits.totals
        if not low <= seconds <= high:
            raise self._unfit("total", 0, round(seconds, 3), low, high)

    def _length(self, shot: Shot, elements: tuple[Element, ...]) -> int:
        """Characters as the vendor counts them."""
        words, weight = shot.prompt.strip(), self.limits.name_weight
        if weight is None:
            return len(words)
        names = sorted((f"@{element.name}" for element in elements), key=len, reverse=True)
        found = 0
        for name in names:
            found += words.count(name)
            words = words.replace(name, "")
        return len(words) + weight * found

    def _unfit(self, what: str, shot: int, value: float, low: float, high: float) -> ShotsUnfit:
        return ShotsUnfit(what=what, model=self.title, shot=shot, value=value, low=low, high=high)
