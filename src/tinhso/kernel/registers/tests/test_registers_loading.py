"""A province's files become registers and records; what people changed by hand stays."""

from datetime import timedelta
from pathlib import Path

import pytest

from tinhso.kernel.declarations import DeclarationError
from tinhso.kernel.ledger.actors import LOADER, Actor
from tinhso.kernel.registers import actions, queries
from tinhso.kernel.registers.demonstration import load_demonstration
from tinhso.kernel.registers.loading import load
from tinhso.kernel.registers.models import Record, RecordVersion
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.tests.registers_samples import NOW
from tinhso.kernel.units.models import Unit

LATER = NOW + timedelta(days=1)
ACTOR = Actor("account:7")
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("kilns")
def test_loading_twice_changes_nothing(kilns_folder: Path) -> None:
    again = load(kilns_folder, actor=LOADER, now=LATER)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 3)
    assert RecordVersion.objects.count() == 2


def test_a_row_changed_in_the_file_changes_and_one_changed_by_hand_stays(
    kilns: Register, kilns_folder: Path
) -> None:
    values = dict(queries.get("kilns", "L-1").values) | {"workers": 40}
    actions.change(kilns, "L-1", values, version=1, reason="Đếm lại", actor=ACTOR, now=NOW)
    file = kilns_folder / "registers" / "rows" / "kilns.yaml"
    text = file.read_text(encoding="utf-8").replace("name: Lò", "name: Lò gạch")
    file.write_text(text, encoding="utf-8")
    report = load(kilns_folder, actor=LOADER, now=LATER)
    assert (report.changed, len(report.notes)) == (1, 1)
    assert "kilns/L-1" in report.notes[0]
    assert queries.get("kilns", "L-1").values["workers"] == 40
    assert queries.get("kilns", "L-2").title == "Lò gạch Đông Hy"


def test_what_is_demonstration_is_marked_and_survives_the_next_load(
    kilns: Register, kilns_folder: Path
) -> None:
    folder = kilns_folder / "registers" / "demonstration"
    folder.mkdir()
    rows = "register: kilns\nsource: invented\nrows:\n"
    rows += "- {code: L-1, name: Lò Một, commune: 05692}\n- {code: L-8, name: T, commune: 05710}\n"
    (folder / "kilns.yaml").write_text(rows, encoding="utf-8")
    load_demonstration(kilns_folder, actor=LOADER, now=LATER)
    load(kilns_folder, actor=LOADER, now=LATER)
    load_demonstration(kilns_folder, actor=LOADER, now=LATER)
    marked = Record.objects.filter(register=kilns.code, demonstration=True)
    assert {record.code for record in marked} == {"L-1", "L-8"}
    assert queries.record("kilns", "L-8").version == 1


def test_one_record_for_each_commune_without_known_values(
    units: dict[str, Unit], tmp_path: Path
) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "signal.yaml").write_text(
        "register: signal\ntitle: {vi: Sóng, en: Signal}\nkey: commune\nname: commune\n"
        "one_for_each: commune\nfields:\n"
        "  commune: {type: unit, title: {vi: Xã, en: Commune}, required: yes}\n"
        "  g4: {type: decimal, title: {vi: 4G, en: 4G}}\ntable: [commune, g4]\n",
        encoding="utf-8",
    )
    assert load(tmp_path, actor=LOADER, now=NOW).created == 3
    held = queries.records("signal", at=NOW)
    assert [one.title for one in held] == ["Phường Gia Sàng", "Phường Quan Triều", "Xã Đồng Hỷ"]
    assert [one.values["g4"] for one in held] == [None] * 3
    assert held[2].unit_id == units["05692"].pk


def test_every_bad_cell_of_a_file_is_named(units: dict[str, Unit], kilns_folder: Path) -> None:
    assert units
    file = kilns_folder / "registers" / "rows" / "kilns.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("1030.5", "1.030,5").replace("fuel: gas", "fuel: wood, smoke: yes")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load(kilns_folder, actor=LOADER, now=NOW)
    assert [problem.line for problem in caught.value.problems] == [5, 6, 6]
    assert not Record.objects.exists()


def test_a_register_is_named_as_its_file(kilns_folder: Path) -> None:
    file = kilns_folder / "registers" / "kilns.yaml"
    file.rename(file.with_name("ovens.yaml"))
    with pytest.raises(DeclarationError, match="own name"):
        load(kilns_folder, actor=LOADER, now=NOW)


@pytest.mark.usefixtures("kilns")
def test_a_declaration_that_changes_is_in_force_and_keeps_the_records(kilns_folder: Path) -> None:
    file = kilns_folder / "registers" / "kilns.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Lò gạch", "Lò nung"), encoding="utf-8")
    assert load(kilns_folder, actor=LOADER, now=LATER).changed == 1
    assert queries.register("kilns").title.vi == "Lò nung"
    assert len(queries.records("kilns", at=LATER)) == 2


def test_the_fictional_provinces_registers_can_be_loaded(province: Path) -> None:
    from tinhso.kernel.units.loading import load as load_units

    example = province.parent / "example"
    load_units(example, actor=LOADER, now=NOW)
    load(example, actor=LOADER, now=NOW)
    assert queries.records("hotline_categories", at=NOW)


def test_the_provinces_own_registers_can_be_loaded(province: Path) -> None:
    from tinhso.kernel.units.loading import load as load_units

    load_units(province, actor=LOADER, now=NOW)
    load(province, actor=LOADER, now=NOW)
    load_demonstration(province, actor=LOADER, now=NOW)
    assert {register.code for register in queries.declared()} == {
        "answer_templates",
        "coverage",
        "hotline_answers",
        "hotline_categories",
        "hotline_questions",
        "markets",
        "wording",
    }
    assert len(queries.records("coverage", at=NOW)) == 92
    fields = {held.values["field"] for held in queries.records("hotline_categories", at=NOW)}
    assert len(fields) == 9
    assert all(held.demonstration for held in queries.records("markets", at=NOW))
