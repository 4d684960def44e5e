"""The bodies that the province's sessions and tasks name, quick to make."""

from tinhso.kernel.units.models import Kind, Unit

BODIES = {
    "ban-kinh-te-trung-uong": (Kind.PARTY_BODY, "Ban Kinh tế Trung ương"),
    "tinh-uy": (Kind.PARTY_BODY, "Tỉnh ủy Thái Nguyên"),
    "hdnd-tinh": (Kind.ASSEMBLY, "Hội đồng nhân dân tỉnh"),
    "ubnd-tinh": (Kind.COMMITTEE, "Ủy ban nhân dân tỉnh"),
    "tong-dai-1022": (Kind.CENTRE, "Tổng đài 1022"),
    "so-cong-thuong": (Kind.DEPARTMENT, "Sở Công Thương"),
    "so-khoa-hoc-cong-nghe": (Kind.DEPARTMENT, "Sở Khoa học và Công nghệ"),
}


def make_bodies() -> None:
    """Make them, standing since always."""
    for code, (kind, name) in BODIES.items():
        Unit.objects.create(
            code=code,
            kind=kind,
            name_vi=name,
            name_en=name,
            short_vi=name,
            short_en=name,
            folded=name.lower(),
            sort_key=name.lower(),
        )
