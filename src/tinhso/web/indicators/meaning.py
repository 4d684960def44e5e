"""How an indicator is to be read: what the catalogue says of it, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tinhso.kernel.indicators.declared import Method
from tinhso.kernel.indicators.models import Indicator, Measure, Timing
from tinhso.web.indicators.wording import unit_words
from tinhso.web.templatetags.tinhso import text

UNITS = {
    "VND": _lazy("đồng"),
    "USD": "USD",
    "percent": "%",
    "per_mille": "‰",
    "people": _lazy("người"),
    "count": _lazy("số đếm"),
    "hectare": "ha",
    "km2": "km²",
    "tonnes": _lazy("tấn"),
    "kWh": "kWh",
    "years": _lazy("năm"),
    "hours": _lazy("giờ"),
    "points": _lazy("điểm"),
}


@dataclass(frozen=True)
class ShownMethod:
    """A version of an index's method: for which editions, among how many, how sure that is."""

    editions: str
    among: int | None
    words: str
    sure: str


def meaning(found: Indicator) -> list[tuple[str, str]]:
    """Return what the catalogue says of an indicator, each with its name."""
    adds_up = str(found.get_adds_up_display())
    if found.weight:
        adds_up = _("%(how)s theo %(weight)s") % {
            "how": adds_up,
            "weight": text(found.weight.title),
        }
    during = found.timing == Timing.DURING
    units = [UNITS.get(one, one) for one in found.units]
    return [
        (_("Đơn vị ghi"), unit_words(found, Measure.LEVEL)),
        (_("Nguồn có thể nêu bằng"), ", ".join(str(one) for one in units)),
        (_("Chiều tốt"), str(found.get_direction_display())),
        (
            _("Số của một kỳ là"),
            _("phần có được trong kỳ") if during else _("mức ở cuối kỳ"),
        ),
        (_("Từ nơi nhỏ lên nơi lớn"), adds_up),
    ]


def methods(found: Indicator) -> list[ShownMethod]:
    """Return the versions of an index's method in words, the oldest first."""
    return [_method(Method.model_validate(one)) for one in found.methods]


def _method(one: Method) -> ShownMethod:
    if one.until == one.since:
        editions = str(one.since)
    elif one.until is None:
        editions = _("từ %(year)s") % {"year": one.since}
    else:
        editions = f"{one.since}–{one.until}"
    sure = {"H": _("Chắc"), "M": _("Khá chắc"), "L": _("Chưa chắc")}[one.sure]
    return ShownMethod(editions, one.among, text(one.what), sure)
