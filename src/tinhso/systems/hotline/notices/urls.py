"""Where notices answer."""

from django.urls import path

from .pages import desk, following, reading

app_name = "hotline_notices"
urlpatterns = [
    path("", reading.notices, name="notices"),
    path("notices.atom", reading.feed, name="feed"),
    path("new/", desk.new, name="new"),
    path("follow/", following.follow, name="follow"),
    path("follow/<str:number>/", following.follow_report, name="follow_report"),
    path("confirm/<str:token>/", following.confirm, name="confirm"),
    path("mine/<str:token>/", following.mine, name="mine"),
    path("<uuid:notice_id>/", reading.notice, name="notice"),
    path("<uuid:notice_id>/withdraw/", desk.withdraw, name="withdraw"),
]
