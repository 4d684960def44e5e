"""The manifest of strategy: what was promised, and where it stands."""

from tinhso.kernel.declarations import Text
from tinhso.systems.strategy.panel import home_fact, leader_items
from tinhso.web.manifest import HomePanel, MenuItem, System

SYSTEM = System(
    name="strategy",
    title=Text(vi="Cam kết của tỉnh", en="The province's promises"),
    depends_on=("insight",),
    menu=(MenuItem(title=Text(vi="Cam kết", en="Promises"), url="strategy:board", order=20),),
    panels=(
        HomePanel(
            place="fact", template="strategy/home_leader.html", context=leader_items, order=10
        ),
        HomePanel(place="fact", template="strategy/home_fact.html", context=home_fact),
    ),
    events={
        "strategy.resolution.declared": Text(vi="Đã khai báo nghị quyết", en="Resolution declared"),
        "strategy.report.made": Text(
            vi="Đã lập một ấn bản báo cáo", en="An edition of a report was made"
        ),
        "strategy.task.given": Text(vi="Đã giao nhiệm vụ", en="Task given"),
        "strategy.session.declared": Text(vi="Đã khai báo buổi làm việc", en="Session declared"),
        "strategy.session.entered": Text(vi="Đã ghi buổi làm việc", en="Session entered"),
        "strategy.session.added": Text(
            vi="Đã ghi thêm vào buổi làm việc", en="Something added to a session"
        ),
        "strategy.ask.answered": Text(
            vi="Đã ghi kết quả của kiến nghị", en="What became of an ask recorded"
        ),
    },
)
