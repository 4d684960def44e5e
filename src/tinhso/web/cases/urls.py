"""Where cases answer."""

from django.urls import path

from tinhso.web.cases.pages import (
    area,
    away,
    doing,
    filing,
    many,
    procedures,
    receipts,
    showing,
    statistics,
    work,
)

app_name = "cases"
urlpatterns = [
    path("work/", work.work, name="worklist"),
    path("work/work.csv", work.export, name="export"),
    path("work/many/", many.many, name="many"),
    path("work/many/<slug:token>/", many.batch, name="batch"),
    path("work/many/<slug:token>/undo/", many.undo, name="undo"),
    path("work/map/", area.area, name="area"),
    path("work/points.geojson", area.points, name="points"),
    path("work/away/", away.away, name="away"),
    path("work/away/<int:substitution>/end/", away.end_away, name="end_away"),
    path("work/statistics/", statistics.statistics, name="statistics"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/<str:name>/", procedures.procedure, name="procedure"),
    path("procedures/<str:name>/new/", filing.new, name="new"),
    path("cases/<str:number>/", showing.case, name="case"),
    path("cases/<str:number>/filed/", filing.filed, name="filed"),
    path("cases/<str:number>/open/", showing.open_with_secret, name="open"),
    path("cases/<str:number>/act/<uuid:step>/<slug:action>/", doing.act, name="act"),
    path("cases/<str:number>/wait/<uuid:step>/", doing.wait, name="wait"),
    path("cases/<str:number>/assign/<uuid:step>/", doing.assign, name="assign"),
    path("cases/<str:number>/note/", doing.note, name="note"),
    path("cases/<str:number>/remind/<uuid:step>/", doing.remind, name="remind"),
    path("cases/<str:number>/seen/", doing.seen, name="seen"),
    path("cases/<str:number>/earlier/", doing.earlier, name="earlier"),
    path("cases/<str:number>/rate/", doing.rate, name="rate"),
    path("cases/<str:number>/receipt.json", receipts.receipt, name="receipt"),
    path("cases/<str:number>/photos/<uuid:attachment>.jpg", receipts.photo, name="photo"),
    path("cases/<str:number>/photos/<uuid:attachment>/small.jpg", receipts.small, name="small"),
]
