"""The manifest of strategy: what was promised, and where it stands."""

from tinhso.kernel.declarations import Text
from tinhso.systems.strategy.panel import home_fact
from tinhso.web.manifest import HomePanel, MenuItem, System

SYSTEM = System(
    name="strategy",
    title=Text(vi="Cam kết của tỉnh", en="The province's promises"),
    menu=(MenuItem(title=Text(vi="Cam kết", en="Promises"), url="strategy:board", order=20),),
    panels=(HomePanel(place="fact", template="strategy/home_fact.html", context=home_fact),),
    events={
        "strategy.resolution.declared": Text(vi="Đã khai báo nghị quyết", en="Resolution declared"),
    },
)
