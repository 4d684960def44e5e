"""The province's own name and middle, from its province.yaml."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import Text, load_yaml


class Centre(BaseModel):
    """Where a map opens: degrees of WGS 84 and a zoom of web maps."""

    latitude: float
    longitude: float
    zoom: float


class Province(BaseModel):
    """What province.yaml says; it has no other reader."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: Text
    full_name: Text
    time_zone: str
    hotline: str
    centre: Centre


def this_province() -> Province:
    """Return the province that this deployment runs (read once a process)."""
    return _read(Path(settings.TINHSO_PROVINCE))


@lru_cache(maxsize=4)
def _read(folder: Path) -> Province:
    return load_yaml(folder / "province.yaml", Province)
