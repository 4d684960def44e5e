"""The public side of the hotline as data for everyone: redacted rows, and nothing else."""

from collections.abc import Iterator

from django.urls import reverse

from tinhso.kernel.declarations import Text
from tinhso.web.offers import Column, File, Offer

from .models import PublishedReport

CODE = "phan-anh"
TITLE = Text(vi="Phản ánh công khai 1022", en="Public reports of the 1022 hotline")
DESCRIPTION = Text(
    vi="Mỗi phản ánh: lúc gửi, hạn, ai trả lời, tình trạng, xã; lời và ảnh sau khi có người duyệt. "
    "Không có dữ liệu cá nhân.",
    en="Each report: when filed and due, who answers, status, commune; words and pictures once a "
    "person has reviewed them. No personal data.",
)
COLUMNS = {
    "number": Text(vi="Mã phản ánh", en="Number of the report"),
    "filed_at": Text(vi="Lúc gửi", en="When it was filed"),
    "due_at": Text(vi="Hạn trả lời", en="When the answer is due"),
    "answered_at": Text(vi="Lúc trả lời", en="When it was answered"),
    "status": Text(vi="Tình trạng", en="Status"),
    "category": Text(vi="Mã lĩnh vực", en="Code of the category"),
    "category_title": Text(vi="Lĩnh vực", en="Category"),
    "commune_code": Text(vi="Mã xã, phường", en="Code of the commune"),
    "commune": Text(vi="Xã, phường", en="Commune"),
    "unit": Text(vi="Đơn vị trả lời", en="The unit that answers"),
    "latitude": Text(vi="Vĩ độ, WGS 84", en="Latitude, WGS 84"),
    "longitude": Text(vi="Kinh độ, WGS 84", en="Longitude, WGS 84"),
    "pin_exact": Text(
        vi="Vị trí đúng chỗ; nếu không, đã làm tròn khoảng 500 m",
        en="The pin stands where it is; otherwise rounded to about 500 m",
    ),
    "title": Text(
        vi="Tiêu đề đã duyệt công khai; trống khi chưa duyệt",
        en="The title confirmed for the public; empty before that",
    ),
    "text": Text(
        vi="Lời phản ánh, đã che thông tin riêng", en="The words, with what is private masked"
    ),
    "answer": Text(vi="Câu trả lời của đơn vị", en="The unit's answer"),
    "photos": Text(vi="Số ảnh công khai", en="How many pictures are public"),
    "hops": Text(vi="Số lần chuyển đơn vị", en="How often it was passed on"),
    "stars": Text(vi="Người gửi đánh giá, 1 đến 5", en="The reporter's rating, 1 to 5"),
    "demonstration": Text(
        vi="“demonstration” khi là dữ liệu trình diễn",
        en="“demonstration” where it is made up for a demonstration",
    ),
}


def offered() -> Iterator[Offer]:
    """Yield the public reports."""
    newest = PublishedReport.objects.order_by("-filed_at").values_list("filed_at", flat=True)
    last, first = newest.first(), newest.last()
    if last is None or first is None:
        return
    yield Offer(
        code=CODE,
        title=TITLE,
        description=DESCRIPTION,
        theme="GOVE",
        periodicity="UPDATE_CONT",
        files=(
            File("csv", reverse("hotline:export")),
            File("json", reverse("hotline:json")),
            File("geojson", reverse("hotline:points")),
            File("atom", reverse("hotline:feed")),
        ),
        columns=tuple(Column(name, meaning) for name, meaning in COLUMNS.items()),
        page=reverse("hotline:board"),
        keywords=(Text(vi="phản ánh hiện trường", en="field reports"),),
        first=first.date(),
        last=last.date(),
        changed=last,
    )
