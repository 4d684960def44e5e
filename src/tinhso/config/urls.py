"""Every address of the product, wired from the rooms that answer it."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # First, for everyone files reports here at once when a storm comes.
    path("open311/", include("tinhso.systems.hotline.open311.urls")),
    path("channels/", include("tinhso.systems.hotline.channels.urls")),
    path("reports/calls/", include("tinhso.systems.hotline.calls.urls")),
    path("reports/alike/", include("tinhso.systems.hotline.alike.urls")),
    path("reports/monthly/", include("tinhso.systems.hotline.monthly.urls")),
    path("notices/", include("tinhso.systems.hotline.notices.urls")),
    path("", include("tinhso.systems.hotline.urls")),
    path("", include("tinhso.web.urls")),
    path("api/", include("tinhso.web.api.urls")),
    path("", include("tinhso.web.accounts.urls")),
    path("administration/", include("tinhso.web.administration.urls")),
    path("", include("tinhso.web.places.urls")),
    path("units/", include("tinhso.web.units.urls")),
    path("registers/", include("tinhso.web.registers.urls")),
    path("ledger/", include("tinhso.web.ledger.urls")),
    path("work/field/", include("tinhso.web.field.urls")),
    path("", include("tinhso.web.cases.urls")),
    path("documents/", include("tinhso.web.documents.urls")),
    path("indicators/", include("tinhso.web.indicators.urls")),
    path("", include("tinhso.systems.exchange.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("tinhso.systems.insight.urls")),
    path("", include("tinhso.systems.strategy.urls")),
    path("board/reports/", include("tinhso.systems.strategy.reports.urls")),
]
