"""Mistakes in a province's files of units, each with its place and cure."""

from pathlib import Path

import pytest

from tinhso.kernel.declarations import DeclarationError
from tinhso.kernel.units import loading

PROVINCE = """
units:
  - {code: "99", kind: province, name: {vi: Tỉnh Mẫu, en: Sample Province}}
"""


def problems(folder: Path, text: str) -> list[str]:
    (folder / "units").mkdir(exist_ok=True)
    (folder / "units" / "units.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        loading.read(folder)
    return [f"{one.line}:{one.message}" for one in caught.value.problems]


def test_a_parent_that_does_not_stand_then(tmp_path: Path) -> None:
    text = PROVINCE + '  - {code: "99001", kind: commune, name: {vi: X, en: X}, parent: "98"}\n'
    assert problems(tmp_path, text) == ["4:99001: its parent 98 doesn't stand today"]


def test_two_versions_of_a_code_on_one_day(tmp_path: Path) -> None:
    text = PROVINCE + '  - {code: "99", kind: province, name: {vi: Y, en: Y}}\n'
    assert problems(tmp_path, text) == [
        "4:two versions of 99 stand on every day until it ends: end the first before"
    ]


def test_a_succession_that_does_not_meet_the_day(tmp_path: Path) -> None:
    text = (
        PROVINCE
        + "successions:\n"
        + '  - {from: "99", to: "98", change: rename, share: 1, effective: 2026-01-01}\n'
    )
    assert problems(tmp_path, text) == [
        "5:no unit 99 ends (valid_to) on 2026-01-01",
        "5:no unit 98 begins (valid_from) on 2026-01-01",
    ]


def test_shares_that_lose_a_part(tmp_path: Path) -> None:
    text = """
units:
  - {code: A, kind: commune, name: {vi: A, en: A}, valid_to: 2026-01-01}
  - {code: B, kind: commune, name: {vi: B, en: B}, valid_from: 2026-01-01}
successions:
  - {from: A, to: B, change: split, share: 0.5, effective: 2026-01-01}
"""
    assert problems(tmp_path, text) == ["3:A: its shares sum to 0.5 instead of 1"]


def test_a_correction_of_nothing(tmp_path: Path) -> None:
    text = PROVINCE + 'corrections:\n  - {code: "05788", day: 2025-07-01, source: Q}\n'
    assert problems(tmp_path, text) == ["5:no unit 05788 stands on 2025-07-01"]


def test_a_province_that_the_national_list_lacks(tmp_path: Path) -> None:
    text = """
national_list:
  package: vietnamadminunits
  province: "00"
  old_provinces: ["00"]
  changed_on: 2025-07-01
  provinces: {decided_by: Q, known_since: 2025-06-12}
  communes: {decided_by: Q, known_since: 2025-06-16}
  source: Q
"""
    assert problems(tmp_path, text) == ["4:the national list has 0 provinces of code 00"]


def test_any_other_province_of_the_national_list_loads_by_its_number_alone(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    folder.mkdir()
    (folder / "units.yaml").write_text(
        """
national_list:
  package: vietnamadminunits
  province: "04"
  old_provinces: ["04"]
  changed_on: 2025-07-01
  provinces: {decided_by: Q, known_since: 2025-06-12}
  communes: {decided_by: Q, known_since: 2025-06-16}
  source: Q
units:
  - {code: VN, kind: country, name: {vi: Việt Nam, en: Viet Nam}}
""",
        encoding="utf-8",
    )
    plan = loading.read(tmp_path)
    assert {unit.name_vi for unit in plan.units if unit.kind == "province"} == {"Tỉnh Cao Bằng"}
    assert all(one.effective.isoformat() == "2025-07-01" for one in plan.successions)
