"""The hotline's addresses."""

from django.urls import path

from .pages import board, contact, data, feeds, filing, reviewing, visiting

app_name = "hotline"
urlpatterns = [
    path("reports/", board.board, name="board"),
    path("reports/new/", filing.new, name="new"),
    path("reports/follow/", filing.follow, name="follow"),
    path("reports/forget/", filing.forget, name="forget"),
    path("reports/visit/", visiting.visit, name="visit"),
    path("reports/reviews/", reviewing.reviews, name="reviews"),
    path("reports/reviews/<str:number>/", reviewing.review, name="review"),
    path("reports/reports.csv", data.as_csv, name="export"),
    path("reports/reports.json", data.as_json, name="json"),
    path("reports/points.geojson", data.points, name="points"),
    path("reports/feed.atom", feeds.board, name="feed"),
    path("reports/photos/<uuid:attachment>/<str:size>.jpg", board.photo, name="photo"),
    path("reports/<str:number>/", board.report, name="report"),
    path("reports/<str:number>/feed.atom", feeds.report, name="report_feed"),
    path("reports/<str:number>/contact/", contact.contact, name="contact"),
]
