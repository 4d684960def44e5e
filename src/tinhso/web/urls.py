"""The shell's own addresses; the rooms' generic screens have theirs beside them."""

from django.urls import path

from tinhso.web.design import pages as design
from tinhso.web.home import pages as home

urlpatterns = [
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("accessibility", home.accessibility, name="accessibility"),
    path("design", design.guide, name="design"),
]
