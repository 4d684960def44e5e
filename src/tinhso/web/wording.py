"""The province's own wording of sentences on screens, kept in the register `wording`.

A record names an original Vietnamese sentence and what stands in its place. It is laid over the
catalogues of gettext in every process, and looked up again every half minute.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation.trans_real import translation

from tinhso.kernel.registers.queries import Held, records

Respond = Callable[[HttpRequest], HttpResponseBase]
REGISTER = "wording"
FRESH = timedelta(seconds=30)
VARIABLE = re.compile(r"%\(\w+\)[sd]")
# Sentences of templates reach the page as they are: none may bring markup along.
MARKUP = re.compile(r"[<>\"&]")


class Overlay:
    """What is laid over one language's catalogue, and what stood there before."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._before: dict[str, str] = {}

    def lay(self, wording: Mapping[str, str]) -> None:
        """Put these sentences over the catalogue, and take back what was laid and isn't there."""
        # Django's gettext has no open way to its catalogue.
        catalogue: dict[str, str] = vars(translation(self._language))["_catalog"]
        for original in [laid for laid in self._before if laid not in wording]:
            catalogue[original] = self._before.pop(original)
        for original, words in wording.items():
            if original not in self._before:
                self._before[original] = catalogue.get(original, original)
            catalogue[original] = words


def usable(original: str, words: str) -> bool:
    """Return whether words may stand for an original: the same variables and no markup."""
    same = sorted(VARIABLE.findall(original)) == sorted(VARIABLE.findall(words))
    return bool(words) and same and not MARKUP.search(words)


def wording_of(held: list[Held], language: str) -> dict[str, str]:
    """Return the usable sentences of a language by their originals."""
    found = {str(one.values["original"]): str(one.values.get(language) or "") for one in held}
    return {original: words for original, words in found.items() if usable(original, words)}


def wording_middleware(respond: Respond) -> Respond:
    """Keep the process's sentences as the register has them."""
    overlays = {language: Overlay(language) for language in ("vi", "en")}
    looked = [float("-inf")]

    def middleware(request: HttpRequest) -> HttpResponseBase:
        now = time.monotonic()
        if now - looked[0] >= FRESH.total_seconds():
            looked[0] = now
            held = records(REGISTER, at=timezone.now())
            for language, overlay in overlays.items():
                overlay.lay(wording_of(held, language))
        return respond(request)

    return middleware
