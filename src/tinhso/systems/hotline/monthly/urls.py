"""Where the month, the cases behind its numbers, hot spots and the live board answer."""

from django.urls import path, register_converter

from .pages import listing, live, months
from .rules.windows import Month


class MonthConverter:
    """A month in an address: 2026-11."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        """Return the month; raise ValueError for none, which is an address that isn't there."""
        return Month.parse(value)

    def to_url(self, value: Month | str) -> str:
        """Return the month as it is written."""
        return value.code if isinstance(value, Month) else value


class SheetConverter:
    """The forms in which a month is given."""

    regex = "pdf|docx|xlsx"

    def to_python(self, value: str) -> str:
        """Return the form."""
        return value

    def to_url(self, value: str) -> str:
        """Return the form."""
        return value


register_converter(MonthConverter, "month")
register_converter(SheetConverter, "month_paper")

app_name = "hotline_monthly"
urlpatterns = [
    path("", months.index, name="index"),
    path("live/", live.live, name="live"),
    path("hotspots/", live.hotspots, name="hotspots"),
    path("hotspots.geojson", live.hotspots_geojson, name="hotspots_geojson"),
    path("cases/", listing.between, name="cases_between"),
    path("<month:month>/", months.month, name="month"),
    path("<month:month>/make", months.make, name="make"),
    path("<month:month>/cases/", listing.cases, name="cases"),
    path("<month:month>.<month_paper:form>", months.paper, name="paper"),
]
