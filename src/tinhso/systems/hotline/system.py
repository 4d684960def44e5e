"""The hotline's manifest: what it is called, who sees what, what it tells the rest."""

from tinhso.kernel.declarations import Text
from tinhso.web.manifest import Door, HomePanel, MenuItem, System

from .measures import MEASURES
from .monthly.measures import MONTHLY_MEASURES
from .notices.panel import home_notice
from .panel import home_living, home_map

SYSTEM = System(
    name="hotline",
    title=Text(vi="Tổng đài 1022", en="1022 hotline"),
    roles=("operator", "officer", "head", "leader"),
    menu=(
        MenuItem(title=Text(vi="Phản ánh", en="Reports"), url="hotline:board", order=10),
        MenuItem(
            title=Text(vi="Cuộc gọi", en="Calls"),
            url="hotline_calls:log",
            roles=frozenset({"operator"}),
            order=20,
        ),
        MenuItem(
            title=Text(vi="Tổng đài lúc này", en="The hotline now"),
            url="hotline_monthly:live",
            roles=frozenset({"leader", "head"}),
            order=15,
        ),
        MenuItem(
            title=Text(vi="Báo cáo tháng", en="Monthly report"),
            url="hotline_monthly:index",
            order=35,
        ),
        MenuItem(
            title=Text(vi="Duyệt công khai", en="Review"),
            url="hotline:reviews",
            roles=frozenset({"operator"}),
            order=30,
        ),
        MenuItem(
            title=Text(vi="Tin đến", en="Messages"),
            url="hotline_channels:desk",
            roles=frozenset({"operator", "administrator"}),
            order=25,
        ),
        MenuItem(title=Text(vi="Thông báo", en="Notices"), url="hotline_notices:notices", order=25),
        MenuItem(
            title=Text(vi="Ứng dụng kết nối", en="Connected applications"),
            url="hotline_open311:clients",
            roles=frozenset({"administrator"}),
            order=60,
        ),
        MenuItem(
            title=Text(vi="Gợi ý lĩnh vực", en="Suggested fields"),
            url="hotline_alike:learning",
            roles=frozenset({"administrator"}),
            order=65,
        ),
    ),
    doors=(
        Door(
            title=Text(vi="Gửi phản ánh", en="Report a problem"),
            text=Text(
                vi="Đường hỏng, mất nước, rác, đèn tắt… Chỉ cần một bức ảnh.",
                en="Broken road, no water, waste, a dark street lamp… One picture is enough.",
            ),
            action=Text(vi="Bắt đầu, dưới một phút", en="Start, under a minute"),
            url="hotline:new",
            main=True,
            order=10,
        ),
        Door(
            title=Text(vi="Theo dõi", en="Follow"),
            text=Text(
                vi="Xem phản ánh đang ở đâu, ai giữ, bao giờ xong.",
                en="See where your report is, who holds it and when it will be done.",
            ),
            action=Text(vi="Nhập mã", en="Enter your code"),
            url="hotline:follow",
            order=30,
        ),
    ),
    panels=(
        HomePanel(place="fact", template="notices/home.html", context=home_notice, order=5),
        HomePanel(place="map", template="hotline/home_map.html", context=home_map, order=10),
        HomePanel(place="fact", template="hotline/home_living.html", context=home_living, order=20),
    ),
    measures=(*MEASURES, *MONTHLY_MEASURES),
    events={
        "hotline.report.linked": Text(
            vi="Đã liên kết với phản ánh cùng việc", en="Linked with a report of the same thing"
        ),
        "hotline.report.unlinked": Text(
            vi="Đã bỏ liên kết với phản ánh cùng việc",
            en="Unlinked from a report of the same thing",
        ),
        "hotline.report.carried": Text(
            vi="Đã làm như vậy với các phản ánh cùng việc",
            en="The same was done with the reports of the same thing",
        ),
        "hotline.categories.learned": Text(
            vi="Đã học lại cách gợi ý lĩnh vực", en="The suggestions of fields were learned anew"
        ),
        "hotline.incoming.dismissed": Text(
            vi="Đã bỏ qua một tin đến", en="An incoming message was put by"
        ),
        "hotline.report.published": Text(
            vi="Đã duyệt nội dung công khai", en="Words and pictures confirmed for the public"
        ),
        "hotline.report.withheld": Text(
            vi="Đã quyết định không công khai lời và ảnh",
            en="Decided not to publish the words and pictures",
        ),
        "hotline.month.made": Text(
            vi="Đã lập một ấn bản báo cáo tháng của tổng đài",
            en="A month of the hotline was made",
        ),
        "hotline.report.withdrawn": Text(
            vi="Đã rút nội dung công khai", en="Words and pictures withdrawn from the public"
        ),
        "hotline.client.admitted": Text(
            vi="Đã cấp mã cho một ứng dụng kết nối", en="An application was given a key"
        ),
        "hotline.client.closed": Text(
            vi="Đã đóng mã của một ứng dụng kết nối", en="The key of an application was closed"
        ),
    },
)
