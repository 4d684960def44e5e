"""The directory of units as files."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import Group, Operation, Parameter
from tinhso.web.api.replies import CSV, LEGIBLE, XLSX, file, words
from tinhso.web.units.selecting import GROUPS

SELECTED = (
    words("at", "Ngày, như 2025-06-30; trống là hôm nay", "A day, as in 2025-06-30; today else"),
    Parameter(
        "group",
        Text(vi=f"Một trong {', '.join(GROUPS)}", en=f"One of {', '.join(GROUPS)}"),
        LEGIBLE,
    ),
)


def described() -> Group:
    """Return what is answered about units."""
    return Group(
        code="units",
        title=Text(vi="Đơn vị", en="Units"),
        text=Text(
            vi="Xã, phường, cơ quan ở một ngày bất kỳ, với mã và đơn vị cũ.",
            en="Communes and agencies on any day, with codes and what they were before.",
        ),
        operations=(
            Operation(
                "units:csv",
                Text(vi="Danh bạ, CSV", en="The directory, CSV"),
                (file(CSV),),
                SELECTED,
            ),
            Operation(
                "units:xlsx",
                Text(vi="Danh bạ, Excel", en="The directory, Excel"),
                (file(XLSX),),
                SELECTED,
            ),
        ),
    )
