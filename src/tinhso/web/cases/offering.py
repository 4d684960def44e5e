"""Sentences to begin with, on the form of an action: chosen by a link, then edited."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries import Offer, Template
from tinhso.web.cases.forms import REASON


@dataclass(frozen=True)
class Begun:
    """The sentences offered, the field they are for, and what the chosen one fills in."""

    templates: tuple[Template, ...] = ()
    field: str = ""
    chosen: str = ""

    @property
    def initial(self) -> dict[str, str]:
        """What the form begins with."""
        found = next((one for one in self.templates if one.code == self.chosen), None)
        return {self.field: found.text} if found else {}


def begun(
    compiled: Compiled,
    offer: Offer,
    known: Mapping[str, str],
    unit_ids: Collection[int],
    now: datetime,
    chosen: str = "",
) -> Begun:
    """Return what an action offers to begin with: for its first paragraph, or else its reason."""
    questions = compiled.fields.properties
    paragraphs = (name for name in offer.asked if questions[name].widget == "paragraph")
    field = next(paragraphs, REASON if offer.reason != "none" else "")
    if not offer.templates or not field:
        return Begun()
    offered = queries.templates(offer.templates, known, unit_ids=unit_ids, now=now)
    return Begun(offered, field, chosen)
