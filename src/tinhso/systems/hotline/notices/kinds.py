"""The kinds of notices: what the province declares in `hotline/notices.yaml`, read once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import Text, load_yaml

FILE = Path("hotline") / "notices.yaml"
GENERAL = "other"
PLAIN = Text(vi="Thông báo khác", en="Other announcements")


class Kind(BaseModel):
    """One kind: its title, whether it warns of danger, and a text to begin with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    is_warning: bool = False
    begin: Text | None = None


class NoticesFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Mapping[str, Kind]


def these_kinds() -> Mapping[str, Kind]:
    """Return the kinds by code; a province that declares none has one for everything."""
    return _read(Path(settings.TINHSO_PROVINCE))


def title_of(kind: str) -> Text:
    """Return a kind's title; its code where the province no longer declares it."""
    found = these_kinds().get(kind)
    return found.title if found else Text(vi=kind, en=kind)


@lru_cache(maxsize=4)
def _read(folder: Path) -> Mapping[str, Kind]:
    path = folder / FILE
    if not path.exists():
        return {GENERAL: Kind(title=PLAIN)}
    return load_yaml(path, NoticesFile).kinds
