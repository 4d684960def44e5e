"""A programme that nobody coded for: a procedure and a register in files, used to their end."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Eye, Opener
from .deployments import ROOT, Deployment, started

EXAMPLE = ROOT / "src" / "tinhso" / "provinces" / "example"

PROCEDURE = """\
procedure: trees.felling
title: {vi: Xin chặt cây trong vườn, en: Felling a tree in the garden}
summary:
  vi: Cây sắp đổ, rễ phá nhà… Bạn xin, xã xem cây rồi trả lời.
  en: A leaning tree, roots under a house… You ask, the commune looks and answers.
number: CC
valid_from: 2026-01-01
filed_by: anyone
form: request.schema.json
fields: fields.schema.json
limit: limits

steps:
  looking:
    title: {vi: Xã xem cây, en: The commune looks at the tree}
    by: officer at case.place
    within: 2 working days
    actions:
      allow:
        title: {vi: Cho chặt, en: Allow}
        to: allowed
        needs: [replant]
        may: [seen]
        says: {vi: "{place} cho chặt và trồng lại", en: "{place} allowed it"}
      keep:
        title: {vi: Giữ cây, en: Keep the tree}
        to: kept
        reason: required
        says: {vi: Xã đề nghị giữ cây, en: The tree is to be kept}
  allowed:
    title: {vi: Được chặt, en: Allowed}
    final: true
    ask: rating
  kept:
    title: {vi: Giữ cây, en: Kept}
    final: true
"""

REQUEST = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Xin chặt cây", "x-title-en": "Asking to fell a tree",
  "type": "object", "required": ["why", "place", "height"], "additionalProperties": false,
  "properties": {
    "why": {"type": "string", "title": "Vì sao cần chặt?", "x-title-en": "Why?",
            "x-widget": "paragraph", "minLength": 10, "maxLength": 500},
    "place": {"type": "string", "title": "Ở xã nào?", "x-title-en": "In which commune?",
              "x-widget": "commune"},
    "height": {"type": "integer", "title": "Cây cao khoảng mấy mét?", "x-title-en": "Height in m",
               "minimum": 1, "maximum": 60}
  }
}
"""

FIELDS = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Xem cây", "x-title-en": "Looking at the tree",
  "type": "object", "additionalProperties": false,
  "properties": {
    "replant": {"type": "integer", "title": "Trồng lại mấy cây?", "x-title-en": "To be planted",
                "minimum": 0, "maximum": 20},
    "seen": {"type": "string", "title": "Đã thấy gì", "x-title-en": "What was seen",
             "x-widget": "paragraph", "maxLength": 1000}
  }
}
"""

LIMITS = """\
title_vi,title_en,when,limit,basis,source_vi,source_en,valid_from
Cây cao,Tall tree,form.height > 20,10 working days,assumed,Ví dụ của kiểm thử,A test's,2026-01-01
Cây thường,Usual tree,otherwise,3 working days,adopted,Quy chế cây xanh Hoa Ban,Rules,2026-01-01
"""

REGISTER = """\
register: wells
title: {vi: Giếng làng, en: Village wells}
lead: {vi: "Giếng nào còn dùng, sâu bao nhiêu.", en: "Which wells are in use, and how deep."}
key: code
name: name
fields:
  code: {type: text, title: {vi: Mã, en: Code}, required: yes, pattern: "G-[0-9]+"}
  name: {type: text, title: {vi: Tên giếng, en: Name}, required: yes}
  commune: {type: unit, title: {vi: "Xã, phường", en: Commune}, required: yes}
  depth: {type: decimal, title: {vi: Độ sâu, en: Depth}, minimum: 0, measure: {vi: m, en: m}}
table: [name, commune, depth]
filters: [commune]
read: public
keeper: ubnd-tinh
edit: {administrator: province}
"""


@pytest.fixture(scope="module")
def province() -> Iterator[Path]:
    """Give the fictional province with a procedure and a register more."""
    home = Path(tempfile.mkdtemp(prefix="tinhso-province-", dir="/var/tmp"))
    folder = home / "hoa_ban"
    shutil.copytree(EXAMPLE, folder)
    procedure = folder / "procedures" / "tree_felling"
    procedure.mkdir()
    for name, text in (
        ("procedure.yaml", PROCEDURE),
        ("request.schema.json", REQUEST),
        ("fields.schema.json", FIELDS),
        ("limits.csv", LIMITS),
    ):
        (procedure / name).write_text(text, encoding="utf-8")
    (folder / "registers" / "wells.yaml").write_text(REGISTER, encoding="utf-8")
    yield folder
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def hoa_ban(province: Path) -> Iterator[Deployment]:
    """Start that province, as anybody with such a folder would."""
    with started(province) as deployment:
        yield deployment


Enter = Callable[[str], Page]


@pytest.fixture
def enter_there(open_window: Opener, hoa_ban: Deployment) -> Enter:
    def entered(title: str) -> Page:
        page = open_window(base=hoa_ban.address)
        page.goto("/")
        page.get_by_role("button", name=title, exact=True).click()
        page.wait_for_url(re.compile(r"/(work|administration)/"))
        return page

    return entered


def test_a_procedure_in_files_goes_to_its_end_on_the_generic_screens(
    open_window: Opener, hoa_ban: Deployment, enter_there: Enter, screen: str
) -> None:
    citizen = open_window(base=hoa_ban.address)
    eye = Eye(citizen, screen)
    citizen.goto("/")
    expect(citizen).to_have_title(re.compile("Hoa Ban"))
    eye.look("hoa-ban-home")
    citizen.get_by_role("main").get_by_role("link", name="Làm thủ tục").click()
    citizen.get_by_role("link", name="Xin chặt cây trong vườn", exact=True).click()
    expect(citizen.get_by_role("main")).to_contain_text("Quy chế cây xanh Hoa Ban")
    expect(citizen.get_by_role("region", name="Sơ đồ các bước").locator("svg")).to_be_visible()
    eye.look("hoa-ban-procedure")
    citizen.get_by_role("link", name="Nộp hồ sơ").click()
    citizen.get_by_label("Cây cao khoảng mấy mét?").fill("cao lắm")
    citizen.get_by_label("Xã Mây Gió").check()
    citizen.get_by_label("Vì sao cần chặt?").fill("Cây nghiêng về phía mái nhà")
    citizen.get_by_role("button", name="Nộp").click()
    expect(citizen.get_by_role("main")).to_contain_text("phải là một số")
    eye.look("hoa-ban-errors")
    citizen.get_by_label("Cây cao khoảng mấy mét?").fill("25")
    citizen.get_by_role("button", name="Nộp").click()
    number = re.search(r"CC-\d\d-\w+", citizen.get_by_role("main").inner_text())
    assert number is not None
    citizen.get_by_role("link", name="Xem hồ sơ").click()
    expect(citizen.get_by_role("main")).to_contain_text("10 ngày làm việc")

    officer = enter_there("Cán bộ xử lý")
    officer.get_by_role("listitem").filter(has_text=number[0]).get_by_role("link").click()
    officer.get_by_label("Trồng lại mấy cây?").fill("2")
    eye.of(officer).look("hoa-ban-officer")
    officer.get_by_role("button", name="Cho chặt").click()
    expect(officer.get_by_role("main")).to_contain_text("Đã ghi: Cho chặt")

    citizen.reload()
    expect(citizen.get_by_role("main")).to_contain_text("Xã Mây Gió cho chặt và trồng lại")
    citizen.get_by_label("4/5").check()
    citizen.get_by_role("button", name="Gửi đánh giá").click()
    expect(citizen.get_by_role("main")).to_contain_text("Cảm ơn bạn đã đánh giá.")
    eye.look("hoa-ban-case")


def test_a_register_in_a_file_is_kept_on_the_generic_screens(
    open_window: Opener, hoa_ban: Deployment, enter_there: Enter, screen: str, mark: str
) -> None:
    desk = enter_there("Quản trị")
    eye = Eye(desk, screen)
    code = f"G-{int(mark[-6:], 16)}"
    desk.goto("/registers/")
    desk.get_by_role("link", name="Giếng làng").click()
    desk.get_by_role("link", name="Thêm mục mới").click()
    desk.get_by_label("Mã", exact=True).fill("mã lạ")
    desk.get_by_label("Tên giếng").fill(f"Giếng đình {mark}")
    desk.get_by_label("Xã, phường").select_option(label="Xã Mây Gió")
    desk.get_by_label("Độ sâu").fill("7,5")
    desk.get_by_role("main").get_by_role("button").first.click()
    expect(desk.locator(".field-error").first).to_be_visible()
    eye.look("wells-errors")
    desk.get_by_label("Mã", exact=True).fill(code)
    desk.get_by_role("main").get_by_role("button").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Giếng đình {mark}")
    expect(desk.get_by_role("main")).to_contain_text("7,5 m")
    eye.look("well")

    visitor = open_window(base=hoa_ban.address)
    visitor.goto("/registers/wells/")
    visitor.get_by_label("Tìm trong sổ").fill(f"gieng dinh {mark}")
    visitor.get_by_role("button", name="Tìm").click()
    expect(visitor.get_by_role("row").filter(has_text=mark)).to_contain_text("Xã Mây Gió")
    eye.of(visitor).look("wells")
    visitor.get_by_role("button", name="English").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Village wells")
