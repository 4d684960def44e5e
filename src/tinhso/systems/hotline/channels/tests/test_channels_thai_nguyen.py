"""Places of Thái Nguyên as people write them, against the province's own lists."""

from datetime import date
from pathlib import Path

import pytest

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units import loading
from tinhso.systems.hotline.channels import queries
from tinhso.systems.hotline.channels.rules.places import Gazetteer, recognise

from .writing import LOADED

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def names(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Gazetteer:
    """Give the names of the province; nothing else of it remains."""
    from django.db import transaction

    del django_db_setup
    folder = Path(queries.__file__).parents[3] / "provinces" / "thai_nguyen"
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # untyped
        loading.load(folder, actor=LOADER, now=LOADED)
        found = queries.gazetteer(DAY)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("text", "communes"),
    [
        ("Mất nước 3 ngày nay, P. Quyết Thắng", "Phường Quyết Thắng"),
        ("Rác chất đống tại xã Tân Linh, huyện Đại Từ", "Xã Phú Lạc"),
        ("rac chat dong o tan linh dai tu", "Xã Phú Lạc"),
        ("Cống tắc ở ngõ 12 phường Tích Lương, tp Thái Nguyên", "Phường Tích Lương"),
        ("Cột điện sắp đổ ở xóm 5 xã Phú Đình", "Xã Phú Đình"),
        ("ubnd xa phu lac khong giai quyet", "Xã Phú Lạc"),
        ("Xã Hợp Thành, huyện Phú Lương mất điện", "Xã Hợp Thành"),
        ("phường Đức Xuân Bắc Kạn có cây đổ", "Phường Đức Xuân"),
    ],
)
def test_one_commune_is_meant(names: Gazetteer, text: str, communes: str) -> None:
    only = recognise(text, names).only
    assert only is not None
    assert only.title == communes


@pytest.mark.parametrize(
    ("text", "communes"),
    [
        ("Đèn đường tắt ở Thượng Đình, Phú Bình", {"Xã Điềm Thụy", "Xã Phú Bình"}),
        ("o ga to o phuong gia sang", {"Phường Gia Sàng", "Phường Phan Đình Phùng"}),
        ("đường từ Văn Lang đi Văn Lăng hỏng nặng", {"Xã Văn Lang", "Xã Văn Lăng"}),
        ("Đường hỏng ở Đại Từ", {"Xã Đại Từ"}),
        ("dự án chưa thành công, đường vẫn hỏng", {"Xã Thành Công"}),
    ],
)
def test_a_person_is_asked(names: Gazetteer, text: str, communes: set[str]) -> None:
    found = recognise(text, names)
    assert found.only is None
    assert {commune.title for commune in found.communes} == communes
