"""Published reports as files and feeds."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import TEXT, Group, Operation, Parameter, Reply
from tinhso.web.api.replies import (
    CSV,
    DOCX,
    JSON,
    NOT_CHANGED,
    NOT_FOUND,
    PDF,
    XLSX,
    file,
    points,
    words,
)

from .offers import COLUMNS

NARROWED = (
    words("q", "Từ cần tìm, có dấu hay không", "Words to look for"),
    words("field", "Mã lĩnh vực", "Code of a field"),
    words("category", "Mã loại phản ánh", "Code of a category"),
    words("commune", "Mã xã, phường", "Code of a commune"),
    words("unit", "Mã đơn vị trả lời", "Code of the unit that answers"),
    words("status", "Tình trạng, như working, late, answered", "A status: working, late, answered"),
    words(
        "photos", "Có chữ gì cũng được: chỉ phản ánh có ảnh", "Anything: only those with pictures"
    ),
    words("since", "Gửi từ ngày, như 2026-11-01", "Filed from a day on, as in 2026-11-01"),
    words("until", "Gửi đến ngày", "Filed until a day"),
)
JPEG = "image/jpeg"
ATOM = "application/atom+xml"
FEED = Reply(200, Text(vi="Atom (RFC 4287).", en="Atom (RFC 4287)."), {ATOM: None})
REPORTS = {
    "type": "object",
    "required": ["about", "reports"],
    "properties": {
        "about": {"type": "object", "required": ["title", "columns", "demonstration"]},
        "reports": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(COLUMNS),
                "properties": {"number": TEXT, "demonstration": {"type": "boolean"}},
            },
        },
    },
}


def described() -> Group:
    """Return what is answered about published reports."""
    return Group(
        code="reports",
        title=Text(vi="Phản ánh công khai", en="Published reports"),
        text=Text(
            vi="Chỉ những gì được phép công khai; lời và ảnh có sau khi một người đã duyệt.",
            en="Only what may be shown; words and pictures once a person has confirmed them.",
        ),
        operations=(*_lists(), *_feeds(), *_months(), _photo()),
    )


def _lists() -> tuple[Operation, ...]:
    listed = Reply(200, Text(vi="Các phản ánh.", en="The reports."), {JSON: REPORTS})
    return (
        Operation(
            "hotline:export",
            Text(vi="Các phản ánh, CSV", en="Reports, CSV"),
            (file(CSV),),
            NARROWED,
        ),
        Operation(
            "hotline:json", Text(vi="Các phản ánh, JSON", en="Reports, JSON"), (listed,), NARROWED
        ),
        Operation(
            "hotline:points",
            Text(vi="Các phản ánh trên bản đồ", en="Reports on the map"),
            (points(),),
            NARROWED,
        ),
    )


def _feeds() -> tuple[Operation, ...]:
    return (
        Operation(
            "hotline:feed",
            Text(vi="Các phản ánh mới nhất, Atom", en="The newest reports, Atom"),
            (FEED, NOT_CHANGED),
            NARROWED,
        ),
        Operation(
            "hotline:report_feed",
            Text(vi="Một phản ánh, Atom", en="One report, Atom"),
            (FEED, NOT_CHANGED, NOT_FOUND),
        ),
        Operation(
            "hotline_notices:feed",
            Text(vi="Các thông báo đang có hiệu lực, Atom", en="The notices that stand, Atom"),
            (FEED, NOT_CHANGED),
        ),
    )


def _months() -> tuple[Operation, ...]:
    drawn = Reply(
        200,
        Text(vi="Báo cáo tháng.", en="The month's report."),
        {PDF: None, DOCX: None, XLSX: None},
    )
    return (
        Operation(
            "hotline_monthly:hotspots_geojson",
            Text(vi="Điểm nóng, GeoJSON", en="Hot spots, GeoJSON"),
            (points(), NOT_FOUND),
        ),
        Operation(
            "hotline_monthly:paper",
            Text(vi="Báo cáo một tháng", en="The report of a month"),
            (drawn, NOT_FOUND),
            (
                Parameter(
                    "month",
                    Text(vi="Tháng, như 2026-11", en="The month, as in 2026-11"),
                    {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"},
                    where="path",
                ),
                Parameter(
                    "form",
                    Text(vi="Định dạng", en="The form"),
                    {"enum": ["pdf", "docx", "xlsx"]},
                    where="path",
                ),
            ),
        ),
    )


def _photo() -> Operation:
    size = Text(vi="Lớn hay nhỏ", en="Large or small")
    return Operation(
        "hotline:photo",
        Text(vi="Một ảnh đã duyệt", en="A confirmed picture"),
        (file(JPEG), NOT_CHANGED, NOT_FOUND),
        (Parameter("size", size, {"enum": ["large", "small"]}, where="path"),),
    )
