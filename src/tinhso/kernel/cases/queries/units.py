"""Units as forms name them: by the code of today. Kept a process long for one day at a time."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit


@lru_cache(maxsize=4096)
def id_of(code: str, on: date) -> int:
    """Return the id of the unit that carries a code on a day; raises NoSuchUnitError."""
    return units.by_code(code, on).pk


def is_commune(code: str, on: date) -> bool:
    """Return whether a code is that of a commune that stands on a day."""
    try:
        return bool(_commune(code, on))
    except Unit.DoesNotExist:
        return False


@lru_cache(maxsize=4096)
def _commune(code: str, on: date) -> int:
    return units.communes(on).values_list("pk", flat=True).get(code=code)


@lru_cache(maxsize=8)
def province_name(on: date) -> Mapping[str, str]:
    """Return the province's short name on a day in each language."""
    found: Unit | None = units.provinces(on).first()
    if found is None:
        return {"vi": "tỉnh", "en": "the province"}
    return {"vi": found.short_vi, "en": found.short_en}
