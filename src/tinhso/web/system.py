"""The shell's own manifest: the ways into the kernel's generic screens."""

from tinhso.kernel.declarations import Text
from tinhso.web.manifest import Door, MenuItem, System

SYSTEM = System(
    name="web",
    title=Text(vi="Trang chung", en="Shared pages"),
    menu=(
        MenuItem(
            Text(vi="Việc hôm nay", en="Today's work"),
            "cases:worklist",
            roles=frozenset({"operator", "officer", "head", "leader"}),
            order=10,
        ),
        MenuItem(
            Text(vi="Tại hiện trường", en="On the spot"),
            "field:field",
            roles=frozenset({"officer", "head"}),
            order=15,
        ),
        MenuItem(
            Text(vi="Quản trị", en="Administration"),
            "administration:desk",
            roles=frozenset({"administrator", "auditor"}),
            order=90,
        ),
        MenuItem(
            Text(vi="Cán bộ", en="Staff"),
            "administration:staff",
            roles=frozenset({"head", "leader"}),
            order=80,
        ),
        MenuItem(Text(vi="Thủ tục", en="Procedures"), "cases:procedures", order=30),
        MenuItem(Text(vi="Dữ liệu", en="Data"), "registers:index", order=40),
        MenuItem(Text(vi="Văn bản", en="Documents"), "documents:library", order=50),
        MenuItem(Text(vi="Đơn vị", en="Units"), "units:directory", order=60),
    ),
    doors=(
        Door(
            title=Text(vi="Làm thủ tục", en="Apply"),
            text=Text(
                vi="Tìm theo việc bạn muốn làm, biết trước giấy tờ, thời hạn, lệ phí.",
                en="Find it by what you want to do; know papers, terms and fees beforehand.",
            ),
            action=Text(vi="Tìm thủ tục", en="Find a procedure"),
            url="cases:procedures",
            order=20,
        ),
    ),
)
