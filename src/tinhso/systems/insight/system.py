"""The manifest of insight: what reports say, claim by claim."""

from tinhso.kernel.declarations import Text
from tinhso.web.manifest import System

SYSTEM = System(name="insight", title=Text(vi="Đọc báo cáo", en="Reading reports"))
