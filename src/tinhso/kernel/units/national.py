"""The national list of areas in the package vietnamadminunits (MIT): its data, read directly.

The package's own converter chooses silently for communes that were divided. Here each division
keeps all its parts, without a share.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from tinhso.kernel.declarations import Text
from tinhso.kernel.units.declared import (
    Decision,
    DeclaredSuccession,
    DeclaredUnit,
    NationalList,
    Point,
)
from tinhso.kernel.units.models import Change, Kind

ENGLISH = {
    "Tỉnh": "Province",
    "Thành phố": "City",
    "Thị xã": "Town",
    "Huyện": "District",
    "Quận": "District",
    "Thị trấn": "Township",
    "Phường": "Ward",
    "Xã": "Commune",
}
NEW = """
SELECT wardCode AS code, wardType AS type, wardShort AS short, wardLat AS lat, wardLon AS lon,
       wardAreaKm2 AS area, wardKey AS key FROM admin_units WHERE provinceCode = ? ORDER BY 1
"""
OLD = """
SELECT wardCode AS code, wardType AS type, wardShort AS short, wardLat AS lat, wardLon AS lon,
       districtCode AS parent, provinceKey || '_' || districtKey || '_' || wardKey AS key
FROM admin_units_legacy WHERE provinceCode = ? AND wardCode IS NOT NULL ORDER BY 1
"""
OLD_DISTRICTS = """
SELECT DISTINCT districtCode AS code, districtType AS type, districtShort AS short,
       districtLat AS lat, districtLon AS lon, provinceCode AS parent
FROM admin_units_legacy WHERE provinceCode = ? AND districtCode IS NOT NULL ORDER BY 1
"""
PROVINCE = """
SELECT DISTINCT provinceCode AS code, provinceShort AS short, provinceLat AS lat,
       provinceLon AS lon, provinceKey AS key FROM {table} WHERE provinceCode = ?
"""

Row = dict[str, Any]


class NotInNationalListError(LookupError):
    """The package doesn't hold a province of this code."""


def areas(wanted: NationalList) -> tuple[list[DeclaredUnit], list[DeclaredSuccession]]:
    """Return the areas before and after the change, with what each commune became.

    Since when the older ones stand is not in the list: their `valid_from` is None. Raises
    NotInNationalListError.
    """
    since = {"valid_from": wanted.changed_on, "source": wanted.source}
    until = {"valid_to": wanted.changed_on, "source": wanted.source}
    province = _one(PROVINCE.format(table="admin_units"), wanted.province)
    communes = _rows(NEW, wanted.province)
    units = [_province(province, since)]
    units += [_area(row, Kind.COMMUNE, {**since, "parent": wanted.province}) for row in communes]
    old_communes: dict[str, Row] = {}
    for code in wanted.old_provinces:
        units.append(_province(_one(PROVINCE.format(table="admin_units_legacy"), code), until))
        units += [_area(row, Kind.DISTRICT, until) for row in _rows(OLD_DISTRICTS, code)]
        rows = _rows(OLD, code)
        units += [_area(row, Kind.COMMUNE, until) for row in rows]
        old_communes |= {row["key"]: row for row in rows}
    kind = Change.MERGE if len(wanted.old_provinces) > 1 else Change.WHOLE
    changes = [
        _change(wanted, wanted.provinces, code, wanted.province, kind, Decimal(1))
        for code in wanted.old_provinces
    ]
    changes += _commune_changes(wanted, str(province["key"]), communes, old_communes)
    return units, changes


def _commune_changes(
    wanted: NationalList, province_key: str, communes: list[Row], old: dict[str, Row]
) -> Iterator[DeclaredSuccession]:
    new_codes = {row["key"]: row["code"] for row in communes}
    mapping = _mapping()
    for new_key, old_keys in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"][province_key].items():
        kind = Change.MERGE if len(old_keys) > 1 else Change.WHOLE
        for old_key in old_keys:
            before, after = old[old_key]["code"], new_codes[new_key]
            yield _change(wanted, wanted.communes, before, after, kind, Decimal(1))
    for old_key, parts in mapping["DICT_PROVINCE_WARD_DIVIDED"].get(province_key, {}).items():
        for part in parts:
            before, after = old[old_key]["code"], new_codes[part["newWardKey"]]
            yield _change(wanted, wanted.communes, before, after, Change.SPLIT, None)


def _change(
    wanted: NationalList,
    decision: Decision,
    before: str,
    after: str,
    kind: Change,
    share: Decimal | None,
) -> DeclaredSuccession:
    return DeclaredSuccession.model_validate(
        {
            "from": before,
            "to": after,
            "change": kind,
            "share": share,
            "effective": wanted.changed_on,
            "known_since": decision.known_since,
            "decided_by": decision.decided_by,
            "source": wanted.source,
        }
    )


def _province(row: Row, more: Row) -> DeclaredUnit:
    kind = "Thành phố" if "thanhpho" in str(row["key"]) else "Tỉnh"
    return _area({**row, "type": kind}, Kind.PROVINCE, {**more, "parent": "VN"})


def _area(row: Row, kind: Kind, more: Row) -> DeclaredUnit:
    word, short = str(row["type"]), str(row["short"])
    # "Phường 3" is a name with its kind; "Thái Nguyên" is one without.
    name = Text(vi=f"{word} {short}", en=f"{short} {ENGLISH[word]}")
    area = Decimal(str(row["area"])) if row.get("area") else None
    return DeclaredUnit(
        code=row["code"],
        kind=kind,
        subtype=word.lower(),
        name=name,
        short=Text(vi=short, en=short),
        point=Point(latitude=row["lat"], longitude=row["lon"]),
        area_km2=area,
        **{"parent": row.get("parent"), **more},
    )


def _rows(query: str, code: str) -> list[Row]:
    resource = files("vietnamadminunits") / "data" / "dataset.db"
    with as_file(resource) as path, closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, (code,))]


def _one(query: str, code: str) -> Row:
    rows = _rows(query, code)
    if len(rows) != 1:
        raise NotInNationalListError(f"the national list has {len(rows)} provinces of code {code}")
    return rows[0]


@cache
def _mapping() -> Any:
    return json.loads((files("vietnamadminunits") / "data" / "converter_2025.json").read_text())
