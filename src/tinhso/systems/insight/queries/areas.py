"""Which area a claim speaks of: the province, unless its words name a part of it."""

from datetime import date

from tinhso.kernel.units import finding
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.web.province import this_province


def area_of(place: str, *, on: date) -> Unit | None:
    """Return the unit standing on a day that `place` names without doubt; None where there is none.

    No place is the province itself.
    """
    if place.strip():
        return _standing(place, on)
    try:
        return units.by_code(this_province().code, on)
    except units.NoSuchUnitError:
        return None


def _standing(place: str, on: date) -> Unit | None:
    """Return the one unit of this name on that day, whatever it has become since."""
    found = finding.find(place, on, areas_only=True)
    named = {one.named.pk: one.named for one in found.candidates if one.exact}
    standing = [unit for unit in named.values() if unit.stands_on(on)]
    return standing[0] if len(standing) == 1 else None
