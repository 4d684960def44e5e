"""The box in which a province lies, and its outline if it has one, from its `places.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import shapely
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

from tinhso.kernel.declarations import DeclarationError, Source, Text, read_yaml
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


class DeclaredOutline(BaseModel):
    """A line to find one's way by, GeoJSON in a file beside, and whom it is owed to."""

    model_config = ConfigDict(frozen=True)

    file: Annotated[str, Field(pattern=r"^[\w.-]+\.geojson$")]
    attribution: Text


class DeclaredBoundaries(BaseModel):
    """Official boundaries in a GeoJSON file beside; `code_property` holds the commune's code.

    `day` is one on which those communes stand.
    """

    model_config = ConfigDict(frozen=True)

    file: Annotated[str, Field(pattern=r"^[\w.-]+\.geojson$")]
    code_property: str
    day: date
    source: str


class PlacesFile(BaseModel):
    """A province's `places.yaml`."""

    model_config = ConfigDict(frozen=True)

    box: DeclaredBox
    outline: DeclaredOutline | None = None
    boundaries: DeclaredBoundaries | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The province's approximate outline: rings of (longitude, latitude), and whom it is owed."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    attribution: Text


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a province lies."""

    box: Box
    outline: Outline | None


def extent() -> Extent:
    """Return where this deployment's province lies; raises DeclarationError."""
    return _extent(Path(settings.TINHSO_PROVINCE))


def read_extent(folder: Path) -> tuple[Extent, Source[PlacesFile]]:
    """Return where the province of a folder lies, and its file; raises DeclarationError."""
    source = read_yaml(folder / "places.yaml", PlacesFile)
    box, drawn = source.value.box, source.value.outline
    outline = None
    if drawn is not None:
        try:
            shape = shapely.from_geojson((folder / drawn.file).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, shapely.errors.GEOSException) as error:
            message = f"can't be read as GeoJSON: {error}"
            raise DeclarationError([source.problem(("outline", "file"), message)]) from None
        rings = tuple(
            tuple((x, y) for x, y, *_ in polygon.exterior.coords)
            for polygon in shapely.get_parts(shapely.get_parts(shape))
        )
        outline = Outline(rings, drawn.attribution)
    return Extent(Box(box.west, box.south, box.east, box.north), outline), source


@lru_cache(maxsize=4)
def _extent(folder: Path) -> Extent:
    return read_extent(folder)[0]
