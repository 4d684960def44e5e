"""What was promised and where it stands, as data for everyone."""

from collections.abc import Iterator

from django.db.models import Max
from django.urls import reverse

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators.models import Target
from tinhso.systems.strategy.models import Resolution
from tinhso.web.offers import Column, File, Offer

COLUMNS = {
    "Nghị quyết": Text(vi="Số, ký hiệu của nghị quyết", en="Number of the resolution"),
    "Chỉ tiêu": Text(vi="Điều đã hứa", en="What was promised"),
    "Phải đạt": Text(vi="Mức phải đạt, kèm đơn vị", en="The bound to be met, with its unit"),
    "Hạn": Text(vi="Kỳ phải đạt", en="The period by which"),
    "Đang ở": Text(vi="Số được đem so", en="The figure it is judged by"),
    "Kỳ": Text(vi="Kỳ của số ấy", en="The period of that figure"),
    "Tình hình": Text(
        vi="Đã đạt, đúng tiến độ, có nguy cơ, chưa đạt, chưa rõ", en="Where it stands"
    ),
    "Ghi chú": Text(vi="Vì sao nói như vậy", en="Why that is said"),
    "Địa chỉ câu gốc": Text(vi="Trang có câu đã hứa", en="The page with the words that promise it"),
}


def offered() -> Iterator[Offer]:
    """Yield the promises, where there are any."""
    if not Resolution.objects.exists():
        return
    held = Target.objects.filter(superseded_at__isnull=True)
    yield Offer(
        code="cam-ket",
        title=Text(vi="Cam kết của tỉnh", en="The province's promises"),
        description=Text(
            vi="Mục tiêu của từng nghị quyết, phải đạt bao nhiêu, khi nào, nay đang ở đâu.",
            en="The targets of each resolution: how much, by when, and where each stands.",
        ),
        theme="GOVE",
        periodicity="IRREG",
        files=(File("csv", reverse("strategy:board_csv")),),
        columns=tuple(Column(name, meaning) for name, meaning in COLUMNS.items()),
        page=reverse("strategy:board"),
        keywords=(Text(vi="nghị quyết", en="resolutions"), Text(vi="chỉ tiêu", en="targets")),
        changed=held.aggregate(last=Max("recorded_at"))["last"],
    )
