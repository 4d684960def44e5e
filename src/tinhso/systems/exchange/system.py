"""The manifest of exchange: the province's data for others, and figures from files."""

from tinhso.kernel.declarations import Text
from tinhso.web.manifest import MenuItem, System

SYSTEM = System(
    name="exchange",
    title=Text(vi="Dữ liệu mở", en="Open data"),
    roles=("analyst",),
    menu=(
        MenuItem(title=Text(vi="Dữ liệu mở", en="Open data"), url="exchange:page", order=70),
        MenuItem(
            title=Text(vi="Nhập số liệu", en="Bring in figures"),
            url="exchange:import",
            roles=frozenset({"analyst"}),
            order=40,
        ),
    ),
)
