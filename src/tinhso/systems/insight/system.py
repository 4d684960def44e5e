"""The manifest of insight: what reports say, claim by claim, decided by people."""

from tinhso.kernel.declarations import Text
from tinhso.web.manifest import MenuItem, System

SYSTEM = System(
    name="insight",
    title=Text(vi="Đọc báo cáo", en="Reading reports"),
    roles=("analyst",),
    menu=(
        MenuItem(
            title=Text(vi="Đọc báo cáo", en="Read reports"),
            url="insight:documents",
            roles=frozenset({"analyst"}),
            order=15,
        ),
    ),
    events={
        "insight.document.read": Text(vi="Đã đọc văn bản", en="A document was read"),
        "insight.claim.accepted": Text(
            vi="Đã nhận một số liệu đọc được", en="A figure read was accepted"
        ),
        "insight.claim.corrected": Text(
            vi="Đã sửa và nhận một số liệu đọc được", en="A figure read was corrected and accepted"
        ),
        "insight.claim.rejected": Text(
            vi="Đã bác một số liệu đọc được", en="A figure read was rejected"
        ),
        "insight.claim.undone": Text(
            vi="Đã hoàn tác một quyết định duyệt", en="A decision of a review was undone"
        ),
        "insight.finding.settled": Text(
            vi="Đã xử lý một điểm chưa khớp", en="Something that didn't fit was settled"
        ),
        "insight.finding.reopened": Text(
            vi="Đã mở lại một điểm chưa khớp", en="Something that didn't fit was opened again"
        ),
    },
)
