"""A register that nobody coded for, and units for its records to lie in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold, sort_key

NOW = datetime(2026, 11, 20, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

KILNS = """
register: kilns
title: {vi: Lò gạch, en: Kilns}
key: code
name: name
fields:
  code: {type: text, title: {vi: Mã, en: Code}, required: yes, pattern: "L-[0-9]+"}
  name: {type: text, title: {vi: Tên, en: Name}, required: yes}
  commune: {type: unit, title: {vi: "Xã, phường", en: Commune}, required: yes}
  fuel:
    type: choice
    title: {vi: Nhiên liệu, en: Fuel}
    choices: {coal: {vi: Than, en: Coal}, gas: {vi: Khí, en: Gas}}
  output: {type: decimal, title: {vi: Sản lượng, en: Output}, minimum: 0}
  workers: {type: integer, title: {vi: Số lao động, en: Workers}}
  lit: {type: date, title: {vi: Nhóm lò, en: First lit}}
  licensed: {type: boolean, title: {vi: Có giấy phép, en: Licensed}}
  place: {type: place, title: {vi: Vị trí, en: Place}}
table: [name, commune, fuel, output]
filters: [fuel, licensed, commune]
read: public
keeper: so-x
edit: {administrator: province, officer: own_unit, head: keeper}
"""
ROWS = """
register: kilns
source: a list
rows:
- {code: L-1, name: Lò Đồng Hỷ, commune: 05692, fuel: coal, output: 1030.5, licensed: no}
- {code: L-2, name: Lò Đông Hy, commune: 05710, fuel: gas, place: "21.6, 105.9"}
"""


def unit(code: str, kind: str, name: str) -> Unit:
    """Make a unit that has always stood; a commune's short name is without its kind."""
    short = name.partition(" ")[2] if kind == "commune" else name
    return Unit.objects.create(
        code=code,
        kind=kind,
        name_vi=name,
        name_en=name,
        short_vi=short,
        short_en=short,
        folded=fold(name),
        sort_key=sort_key(name),
    )


def reuse(old: Unit) -> Unit:
    """End a unit before today and give its code to another, as on 1 July 2025."""
    day = date(2026, 7, 1)
    old.valid_to = day
    old.save()
    new = unit(f"{old.code}-", old.kind, "Xã Khác Hẳn")
    new.code, new.valid_from = old.code, day
    new.save()
    return new
