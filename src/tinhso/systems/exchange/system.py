"""The manifest of exchange: the province's data for others."""

from tinhso.kernel.declarations import Text
from tinhso.web.manifest import System

SYSTEM = System(
    name="exchange",
    title=Text(vi="Dữ liệu mở", en="Open data"),
)
