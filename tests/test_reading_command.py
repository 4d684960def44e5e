"""`tinhso read`: what it prints, of real articles too where they lie beside the checkout."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tinhso.cli import main
from tinhso.systems.insight.tests.reading_world import claims

BESIDE = Path(__file__).resolve().parents[2] / "shared"
SHARED = Path(os.environ.get("TINHSO_SHARED", BESIDE))
LEAST_F1 = 0.92

TEXT = (
    "Năm 2023, Thái Nguyên xếp thứ 2 cả nước về chỉ số SIPAS.\r\n"
    "Thu ngân sách đạt 20.025 tỷ đồng.\n"
)


def test_a_claim_is_a_line_with_offsets_into_the_very_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bao-cao.txt"
    file.write_bytes(TEXT.encode())
    assert main(["read", str(file), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["indicator"], row["value"], row["unit"], row["period"]) for row in rows] == [
        ("sipas", 2, "rank", "2023"),
        ("budget_revenue", 20_025_000_000_000, "VND", "2023"),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert rows[0]["scope"] == "VN"
    assert "scope" not in rows[1]
    assert {row["document"] for row in rows} == {"bao-cao.txt"}


def test_a_file_that_is_not_there_is_named_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "co.txt"
    file.write_text("Năm 2023, thu ngân sách đạt 20.025 tỷ đồng.", encoding="utf-8")
    assert main(["read", str(tmp_path / "khong.txt"), str(file)]) == 1
    told = capsys.readouterr()
    assert "khong.txt" in told.err
    assert "budget_revenue" in told.out


def test_it_needs_neither_django_nor_a_database(tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.txt"
    file.write_text(TEXT, encoding="utf-8")
    program = (
        "import sys; from tinhso.cli import main; code = main(['read', sys.argv[1]]);"
        "sys.exit(code or ('django' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        env={"PATH": "", "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "sipas" in done.stdout


@pytest.mark.skipif(
    not (SHARED / "claims" / "seeds.jsonl").is_file(),
    reason="the labelled articles do not lie beside this checkout (TINHSO_SHARED names them)",
)
def test_real_articles_are_read_as_a_person_labelled_them() -> None:
    labelled = [
        json.loads(line)
        for line in (SHARED / "claims" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    names = sorted({row["document"] for row in labelled})
    right = told = 0
    for name in names:
        text = (SHARED / "seeds" / name).read_text(encoding="utf-8")
        found = list(claims(text))
        told += len(found)
        for row in labelled:
            if row["document"] != name:
                continue
            hit = next(
                (
                    claim
                    for claim in found
                    if claim.start < row["end"]
                    and row["start"] < claim.end
                    and abs(float(claim.value) - row["value"]) <= 1e-3 * abs(row["value"])
                    and all(
                        getattr(claim, field) == row[field]
                        for field in ("indicator", "measure", "unit", "period", "kind")
                    )
                ),
                None,
            )
            if hit is not None:
                found.remove(hit)
                right += 1
    assert 2 * right / (told + len(labelled)) >= LEAST_F1
