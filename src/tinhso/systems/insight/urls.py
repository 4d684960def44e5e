"""Where insight answers."""

from django.urls import path

from tinhso.systems.insight.pages import documents, exports, findings, reviewing

app_name = "insight"
urlpatterns = [
    path("insight/", documents.documents, name="documents"),
    path("insight/findings/", findings.findings, name="findings"),
    path("insight/findings/<int:pk>/", findings.settle, name="settle"),
    path("insight/documents/<slug:code>/", reviewing.review, name="review"),
    path("insight/documents/<slug:code>/read/", reviewing.read, name="read"),
    path("insight/documents/<slug:code>/summary/", reviewing.summary, name="summary"),
    path("insight/documents/<slug:code>/claims.csv", exports.as_csv, name="csv"),
    path("insight/documents/<slug:code>/claims.jsonl", exports.as_lines, name="lines"),
    path("insight/documents/<slug:code>/claims/<int:pk>/", reviewing.decide, name="decide"),
    path(
        "insight/documents/<slug:code>/claims/<int:pk>/indicators/",
        reviewing.indicators,
        name="choices",
    ),
]
