"""The directory of units as data for everyone."""

from collections.abc import Iterator

from django.urls import reverse

from tinhso.kernel.declarations import Text
from tinhso.kernel.units.models import Unit
from tinhso.web.offers import Column, File, Offer

COLUMNS = {
    "Mã": Text(
        vi="Mã chính thức, dùng lại sau sáp nhập", en="Official code, used again after mergers"
    ),
    "Tên": Text(vi="Tên đầy đủ", en="Full name"),
    "Tên tiếng Anh": Text(vi="Tên tiếng Anh", en="Name in English"),
    "Loại": Text(vi="Xã, phường, sở…", en="Commune, ward, department …"),
    "Mã cấp trên": Text(vi="Mã của đơn vị cấp trên", en="Code of the unit above"),
    "Thuộc": Text(vi="Tên đơn vị cấp trên", en="Name of the unit above"),
    "Có từ ngày": Text(vi="Ngày đầu của đơn vị này", en="Its first day"),
    "Đến trước ngày": Text(vi="Ngày đầu không còn nữa", en="The first day it no longer stood"),
    "Vĩ độ": Text(vi="WGS 84, một điểm, không phải ranh giới", en="WGS 84, a point, no boundary"),
    "Kinh độ": Text(vi="WGS 84", en="WGS 84"),
    "Diện tích (km²)": Text(vi="Ki-lô-mét vuông", en="Square kilometres"),
    "Gồm các đơn vị cũ": Text(
        vi="Mã các đơn vị đã nhập vào", en="Codes of what was merged into it"
    ),
    "Độ chắc chắn": Text(vi="H chắc, M khá chắc, L chưa chắc", en="H high, M medium, L low"),
}


def offered() -> Iterator[Offer]:
    """Yield the directory, where there is one."""
    if not Unit.objects.exists():
        return
    yield Offer(
        code="don-vi",
        title=Text(vi="Đơn vị hành chính và cơ quan", en="Areas and agencies"),
        description=Text(
            vi="Xã, phường, sở, ban hôm nay và trước sáp nhập: mã, tên, từ ngày nào, gồm những gì.",
            en="Communes and agencies today and before mergers: code, name, since when, of what.",
        ),
        theme="REGI",
        periodicity="IRREG",
        files=(File("csv", reverse("units:csv")), File("xlsx", reverse("units:xlsx"))),
        columns=tuple(Column(name, meaning) for name, meaning in COLUMNS.items()),
        page=reverse("units:directory"),
        keywords=(Text(vi="sáp nhập xã", en="merged communes"),),
    )
