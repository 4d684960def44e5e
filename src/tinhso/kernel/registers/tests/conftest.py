"""A register that nobody coded for, and units for its records to lie in.

Imports stand inside: this file is read before Django is set up.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tinhso.kernel.registers.rules.declared import Register
    from tinhso.kernel.units.models import Unit


@pytest.fixture
def units(db: None) -> "dict[str, Unit]":  # noqa: ARG001 - the database stands
    from tinhso.kernel.registers.tests.registers_samples import unit

    return {
        one.code: one
        for one in (
            unit("05692", "commune", "Xã Đồng Hỷ"),
            unit("05710", "commune", "Phường Gia Sàng"),
            unit("05711", "commune", "Phường Quan Triều"),
            unit("so-x", "department", "Sở X"),
        )
    }


@pytest.fixture
def kilns_folder(tmp_path: Path) -> Path:
    from tinhso.kernel.registers.tests.registers_samples import KILNS, ROWS

    (tmp_path / "registers" / "rows").mkdir(parents=True)
    (tmp_path / "registers" / "kilns.yaml").write_text(KILNS, encoding="utf-8")
    (tmp_path / "registers" / "rows" / "kilns.yaml").write_text(ROWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def kilns(units: "dict[str, Unit]", kilns_folder: Path) -> "Register":  # noqa: ARG001 - they stand
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.registers import queries
    from tinhso.kernel.registers.loading import load
    from tinhso.kernel.registers.tests.registers_samples import NOW

    load(kilns_folder, actor=LOADER, now=NOW)
    return queries.register("kilns")
