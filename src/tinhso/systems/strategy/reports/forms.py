"""What a reader chooses: on what, for which years, at which position of the data."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.systems.strategy.reports import queries
from tinhso.systems.strategy.reports.rules.facts import Scope, Span, SpanKind
from tinhso.web.province import this_province

KINDS = (
    (SpanKind.YEAR.value, _("Một năm")),
    (SpanKind.FIVE.value, _("5 năm, như 2020–2025")),
    (SpanKind.TEN.value, _("10 năm, như 2015–2025")),
)


class ChoiceForm(forms.Form):
    """The choice of a report; sent by GET, so that its address can be kept and passed on."""

    scope = forms.ChoiceField(label=_("Báo cáo về"))
    kind = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=KINDS, widget=forms.RadioSelect)
    last = forms.TypedChoiceField(label=_("Đến hết năm"), coerce=int)
    on = forms.DateField(
        label=_("Số liệu ghi nhận đến hết ngày"),
        help_text=_("Để trống là đến lúc này."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.scopes = {one.address: one for one in queries.scopes()}
        self.today = today
        self.fields["scope"].choices = grouped(list(self.scopes.values()))  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in queries.last_years(today)]
        self.fields["last"].choices = years  # type: ignore[attr-defined]

    def clean_on(self) -> date | None:
        """Return the day; raise ValidationError for one that has not come."""
        day: date | None = self.cleaned_data["on"]
        if day and day > self.today:
            raise forms.ValidationError(_("Ngày này chưa đến: chọn hôm nay hoặc một ngày trước."))
        return day

    @property
    def span(self) -> Span:
        """The span that was chosen."""
        return Span(SpanKind(self.cleaned_data["kind"]), self.cleaned_data["last"])

    def position(self, now: datetime) -> datetime:
        """Return the instant that was chosen: the end of the day, or now."""
        day: date | None = self.cleaned_data["on"]
        if day is None:
            return now
        zone = ZoneInfo(this_province().time_zone)
        return min(now, datetime.combine(day, time(23, 59, 59), tzinfo=zone))


def grouped(scopes: list[Scope]) -> list[tuple[object, object]]:
    """Return scopes as choices: everything first, then resolutions, then fields."""
    language = get_language() or "vi"
    titles = {"resolution": _("Nghị quyết, quyết định"), "field": _("Lĩnh vực")}
    found: list[tuple[object, object]] = [
        (one.address, one.title.of(language)) for one in scopes if one.kind == "all"
    ]
    for kind, title in titles.items():
        group = [
            (
                one.address,
                f"{one.number}: {one.title.of(language)}" if one.number else one.title.of(language),
            )
            for one in scopes
            if one.kind == kind
        ]
        if group:
            found.append((title, group))
    return found
