"""Where the channels answer: the desk, and what providers hand in."""

from django.urls import path

from .pages import desk, hooks

app_name = "hotline_channels"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("sms/", hooks.sms, name="sms"),
    path("zalo/", hooks.zalo, name="zalo"),
    path("messages/<uuid:message>/retry/", desk.retry, name="retry"),
    path("incoming/<uuid:incoming>/", desk.incoming, name="incoming"),
    path("incoming/<uuid:incoming>/attach/", desk.attach, name="attach"),
    path("incoming/<uuid:incoming>/dismiss/", desk.dismiss, name="dismiss"),
    path("incoming/<uuid:incoming>/<int:place>.jpg", desk.picture, name="picture"),
]
