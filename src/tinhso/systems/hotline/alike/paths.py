"""Where what isn't a field report goes, as the province's `hotline/paths.yaml` says."""

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import Text, load_yaml

from .rules.petitions import Petition, petition

FILE: Final = Path("hotline") / "paths.yaml"


class Way(BaseModel):
    """The path of one kind of petition: whose it is, how to send it, and what that rests on.

    An `address` or `telephone` that isn't confirmed is empty; screens say so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text
    why: Text
    authority: Text
    how: Text
    address: str = ""
    telephone: str = ""
    basis: Literal["adopted", "borrowed", "assumed"]
    source: Text

    @property
    def letter(self) -> str:
        """The explanation as it is written to a citizen, in the language in use."""
        here = get_language() or "vi"
        where = _("Nơi nhận: %(authority)s.") % {"authority": self.authority.in_language(here)}
        reach = ", ".join(part for part in (self.address, self.telephone) if part)
        parts = [
            self.why.in_language(here),
            where,
            reach and f"{reach}.",
            self.how.in_language(here),
        ]
        rests = _("Căn cứ: %(source)s.") % {"source": self.source.in_language(here)}
        return " ".join(part for part in [*parts, rests] if part)


class PathsFile(BaseModel):
    """`hotline/paths.yaml` of a province."""

    model_config = ConfigDict(extra="forbid")
    paths: dict[Petition, Way]


def way_of(kind: Petition | str) -> Way | None:
    """Return the path of a kind of petition, or None where the province declares none."""
    return _read(Path(settings.TINHSO_PROVINCE)).get(str(kind))


def recognised(text: str) -> tuple[Petition, Way] | None:
    """Return what a text seems to be instead of a report, with its path; None for a report."""
    kind = petition(text)
    way = way_of(kind) if kind else None
    return (kind, way) if kind and way else None


@lru_cache(maxsize=4)
def _read(folder: Path) -> dict[str, Way]:
    path = folder / FILE
    if not path.exists():
        return {}
    return {str(kind): way for kind, way in load_yaml(path, PathsFile).paths.items()}
