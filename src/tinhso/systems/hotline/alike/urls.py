"""Where this part answers."""

from django.urls import path

from .pages import fragments, learning, linking

app_name = "hotline_alike"
urlpatterns = [
    path("", fragments.similar, name="similar"),
    path("learning/", learning.learning, name="learning"),
    path("<str:number>/link/", linking.link, name="link"),
    path("<str:number>/unlink/", linking.unlink, name="unlink"),
    path("<str:number>/take-answer/", linking.take, name="take"),
]
