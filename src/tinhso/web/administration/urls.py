"""Addresses of the administrator's desk."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tinhso.web.administration.pages import audit, desk, holidays, importing, staff


class ChangeConverter(StringConverter):
    """The three changes of how someone signs in."""

    regex = "reset|close|reopen"


register_converter(ChangeConverter, "change")
app_name = "administration"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.open_account, name="open_account"),
    path("staff/import/", importing.preview, name="import"),
    path("staff/import/template.xlsx", importing.template, name="template"),
    path("staff/import/take-in/", importing.take_in, name="take_in"),
    path("staff/left-behind/", staff.left_behind, name="left_behind"),
    path("staff/<int:account_id>/", staff.official, name="official"),
    path("staff/<int:account_id>/appoint/", staff.appoint, name="appoint"),
    path("staff/<int:account_id>/<change:change>/", staff.change_sign_in, name="change_sign_in"),
    path("posts/<int:post_id>/end/", staff.end, name="end"),
    path("posts/<int:post_id>/succeed/", staff.succeed, name="succeed"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("ledger/", audit.ledger, name="ledger"),
    path("readings/", audit.readings, name="readings"),
]
