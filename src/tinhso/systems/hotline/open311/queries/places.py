"""In which commune a report is, as far as a client said it."""

import re
from datetime import date

from tinhso.kernel.places import queries as places
from tinhso.kernel.places.rules import NotAPlaceError
from tinhso.kernel.units.finding import find
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold
from tinhso.kernel.units.queries import communes

from ..rules.posting import Posted
from ..rules.refusing import BAD, Refusal, say

_KIND = re.compile(r"\b(?:xã|phường|thị trấn|xa|phuong|thi tran)\s+\S", re.IGNORECASE)


def commune_of(posted: Posted, *, on: date) -> str:
    """Return the code of the commune of a report.

    A boundary that holds the pin decides; without boundaries the address does where it names one
    of the communes nearby, else the nearest centre. An address without a pin must name a commune
    without doubt. Raises Refusal (400) naming the field.
    """
    if posted.latitude is not None and posted.longitude is not None:
        return _of_pin(posted.latitude, posted.longitude, posted.address, on)
    if posted.address_id:
        standing = communes(on).filter(code=posted.address_id).first()
        if standing is None:
            raise Refusal(
                BAD,
                say(
                    "address_id: không có xã, phường nào hôm nay mang mã này.",
                    "address_id: no commune of today carries this code.",
                ),
            )
        return standing.code
    return _of_address(posted.address, on)


def _of_pin(latitude: float, longitude: float, address: str, on: date) -> str:
    try:
        resolved = places.resolve(latitude, longitude, on)
    except (places.OutsideProvinceError, NotAPlaceError):
        raise Refusal(
            BAD,
            say(
                "lat, long: chỗ này ở ngoài tỉnh.", "lat, long: this place is outside the province."
            ),
        ) from None
    if resolved.inside:
        return resolved.inside.code
    near = {one.commune.code for one in resolved.nearest}
    if not near:
        return _of_address(address, on)
    named = _named(address, on)
    if len(named) == 1 and named[0].code in near:
        return named[0].code
    return resolved.nearest[0].commune.code


def _of_address(address: str, on: date) -> str:
    named = _named(address, on)
    if len(named) == 1:
        return named[0].code
    if named:
        choices = "; ".join(f"{one.title} ({one.code})" for one in named[:8])
        raise Refusal(
            BAD,
            say(
                f"address_string: có thể là {choices}. Hãy gửi lat và long, hoặc address_id.",
                f"address_string: it may be {choices}. Send lat and long, or address_id.",
            ),
        )
    raise Refusal(
        BAD,
        say(
            "address_string: chưa nhận ra xã, phường. Hãy ghi tên xã, phường, hoặc gửi lat, long.",
            "address_string: it names no commune. Name the commune, or send lat and long.",
        ),
    )


def _named(address: str, on: date) -> list[Unit]:
    """Return the communes of today that an address may name, from its most general part on.

    Old names lead to what they became; one that was divided leads to several.
    """
    parts = [part for part in address.split(",") if part.strip()]
    for start in range(len(parts)):
        said = ",".join(parts[start:])
        kind = _KIND.search(parts[start])
        for text in (said, said[kind.start() :] if kind else ""):
            found = find(text, on, areas_only=True) if text else None
            exact = [one for one in found.candidates if one.exact] if found else []
            standing = {one.unit.pk: one.unit for one in exact if one.unit.kind == "commune"}
            if standing:
                return list(standing.values())
    return _within(address, on)


def _within(address: str, on: date) -> list[Unit]:
    """Return the communes whose whole name stands somewhere in a text with its kind before it."""
    text = f" {fold(address)} "
    return [unit for unit in communes(on) if f" {fold(unit.name_vi)} " in text]
