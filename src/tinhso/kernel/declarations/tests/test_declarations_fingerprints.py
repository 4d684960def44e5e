"""A fingerprint changes with the content and with nothing else."""

from pathlib import Path

from tinhso.kernel.declarations import fingerprint, fingerprint_files


def test_key_order_does_not_matter_but_values_do() -> None:
    assert fingerprint({"a": 1, "b": [True, None]}) == fingerprint({"b": [True, None], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})


def test_files_count_by_name_and_content(tmp_path: Path) -> None:
    one, two = tmp_path / "one" / "data", tmp_path / "two" / "data"
    for folder in (one, two):
        folder.mkdir(parents=True)
        (folder / "a.yaml").write_text("a", encoding="utf-8")
        (folder / "b.yaml").write_text("b", encoding="utf-8")
    assert fingerprint_files([one]) == fingerprint_files([two])
    (two / "b.yaml").write_text("c", encoding="utf-8")
    assert fingerprint_files([one]) != fingerprint_files([two])
    (one / "b.yaml").rename(one / "c.yaml")
    assert fingerprint_files([one]) != fingerprint_files([two])
