"""Addresses of sign-in. Only those of allauth's pages that we use; names are allauth's own."""

from allauth.account import views as allauth
from django.urls import include, path

from tinhso.web.accounts import pages

urlpatterns = [
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/inactive/", allauth.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", allauth.password_change, name="account_change_password"),
    path("accounts/password/forgotten/", pages.forgotten, name="account_reset_password"),
    path("accounts/enrol/", pages.enrol, name="account_enrol"),
    path("accounts/me/", pages.mine, name="account_mine"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("demo/enter/<slug:role>", pages.enter_demonstration, name="enter_demonstration"),
]
