"""Registers as files."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import Group, Operation, Reply
from tinhso.web.api.replies import CSV, JSON, NOT_FOUND, PAGE, XLSX, file, points, words

NARROWED = (
    words("q", "Từ cần tìm", "Words to look for"),
    words("ended", "1: cả dòng đã hết hiệu lực", "1: those that have ended, too"),
)
NOT_YOURS = Reply(
    403,
    Text(vi="Sổ nội bộ: phải là cán bộ.", en="Not a public register: for staff."),
    {PAGE: None},
)
ALL = (NOT_YOURS, NOT_FOUND)


def described() -> Group:
    """Return what is answered about registers."""
    return Group(
        code="registers",
        title=Text(vi="Sổ của tỉnh", en="Registers"),
        text=Text(
            vi="Mỗi sổ công khai là tệp; tên sổ có ở /registers/.",
            en="Every public register as a file; their names stand at /registers/.",
        ),
        operations=(
            Operation(
                "registers:csv",
                Text(vi="Một sổ, CSV", en="A register, CSV"),
                (file(CSV), *ALL),
                NARROWED,
            ),
            Operation(
                "registers:excel",
                Text(vi="Một sổ, Excel", en="A register, Excel"),
                (file(XLSX), *ALL),
                NARROWED,
            ),
            Operation(
                "registers:places",
                Text(vi="Một sổ trên bản đồ", en="A register on the map"),
                (points(JSON), *ALL),
                NARROWED,
            ),
        ),
    )
