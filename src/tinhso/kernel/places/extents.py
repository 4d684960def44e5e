"""The box in which a province lies, from its file `places.yaml`."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

from tinhso.kernel.declarations import load_yaml
from tinhso.kernel.places.rules import Box

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class DeclaredBox(BaseModel):
    """Two meridians and two parallels, in degrees, WGS 84."""

    model_config = ConfigDict(frozen=True)

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude
    source: str


class PlacesFile(BaseModel):
    """A province's `places.yaml`."""

    model_config = ConfigDict(frozen=True)

    box: DeclaredBox


def extent() -> Box:
    """Return the box of this deployment's province; raises DeclarationError."""
    return _read(Path(settings.TINHSO_PROVINCE) / "places.yaml")


@lru_cache(maxsize=4)
def _read(path: Path) -> Box:
    box = load_yaml(path, PlacesFile).box
    return Box(box.west, box.south, box.east, box.north)
