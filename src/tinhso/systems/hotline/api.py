"""Published reports as files."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import Group, Operation, Parameter
from tinhso.web.api.replies import CSV, NOT_FOUND, file, points, words

NARROWED = (
    words("q", "Từ cần tìm, có dấu hay không", "Words to look for"),
    words("category", "Mã loại phản ánh", "Code of a category"),
    words("commune", "Mã xã, phường", "Code of a commune"),
    words("status", "Tình trạng, như working, late, answered", "A status: working, late, answered"),
)
JPEG = "image/jpeg"


def described() -> Group:
    """Return what is answered about published reports."""
    return Group(
        code="reports",
        title=Text(vi="Phản ánh công khai", en="Published reports"),
        text=Text(
            vi="Chỉ những gì được phép công khai; lời và ảnh có sau khi một người đã duyệt.",
            en="Only what may be shown; words and pictures once a person has confirmed them.",
        ),
        operations=(
            Operation(
                "hotline:export",
                Text(vi="Các phản ánh, CSV", en="Reports, CSV"),
                (file(CSV),),
                NARROWED,
            ),
            Operation(
                "hotline:points",
                Text(vi="Các phản ánh trên bản đồ", en="Reports on the map"),
                (points(),),
                NARROWED,
            ),
            Operation(
                "hotline:photo",
                Text(vi="Một ảnh đã duyệt", en="A confirmed picture"),
                (file(JPEG), NOT_FOUND),
                (
                    Parameter(
                        "size",
                        Text(vi="Lớn hay nhỏ", en="Large or small"),
                        {"enum": ["large", "small"]},
                        where="path",
                    ),
                ),
            ),
        ),
    )
