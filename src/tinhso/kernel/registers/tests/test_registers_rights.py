"""Who may read and change what."""

from dataclasses import dataclass

from tinhso.kernel.declarations import load_yaml_text
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.rules.rights import may_edit, may_edit_any, may_read
from tinhso.kernel.registers.tests.registers_samples import KILNS


@dataclass(frozen=True)
class Post:
    role: str
    unit_id: int
    unit_code: str


PUBLIC = load_yaml_text(KILNS, Register)
STAFF = load_yaml_text(KILNS.replace("read: public", "read: staff"), Register)
HERE = Post("officer", 1, "05692")
KEEPER = Post("head", 9, "so-x")
ADMINISTRATOR = Post("administrator", 5, "van-phong")


def test_the_public_reads_what_is_public_and_staff_everything() -> None:
    assert may_read(PUBLIC, [])
    assert not may_read(STAFF, [])
    assert may_read(STAFF, [HERE])


def test_an_officer_changes_the_records_of_their_own_unit_alone() -> None:
    assert may_edit(PUBLIC, [HERE], 1)
    assert not may_edit(PUBLIC, [HERE], 2)
    assert not may_edit(PUBLIC, [HERE], None)
    assert may_edit_any(PUBLIC, [HERE])


def test_the_keeper_and_the_administrator_change_all_and_others_none() -> None:
    assert may_edit(PUBLIC, [KEEPER], 2)
    assert not may_edit(PUBLIC, [Post("head", 3, "so-y")], 2)
    assert may_edit(PUBLIC, [ADMINISTRATOR], None)
    assert not may_edit(PUBLIC, [], 1)
    assert not may_edit_any(PUBLIC, [Post("leader", 5, "tinh")])
