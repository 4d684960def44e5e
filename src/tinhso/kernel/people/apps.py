"""The people room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Accounts, persons and posts."""

    name = "tinhso.kernel.people"
    label = "people"

    def ready(self) -> None:
        """Make the room's events, purposes and sealed tables known."""
        from allauth.mfa.models import Authenticator

        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.people import actions, purposes, rotation
        from tinhso.kernel.people.models import Person

        kinds.register(
            {
                "people.account.opened": _("Mở tài khoản"),
                "people.account.enrolment_issued": _("Cấp mã kích hoạt"),
                "people.account.enrolled": _("Kích hoạt tài khoản"),
                "people.account.sign_in_reset": _("Đặt lại cách đăng nhập"),
                "people.account.closed": _("Đóng tài khoản"),
                "people.account.reopened": _("Mở lại tài khoản"),
                "people.demonstration.entered": _("Vào xem bằng tài khoản minh họa"),
                "people.keys.rotated": _("Đổi khóa mã hóa"),
                "people.membership.appointed": _("Bổ nhiệm"),
                "people.membership.ended": _("Chấm dứt chức vụ"),
                "people.person.corrected": _("Sửa dữ liệu cá nhân"),
                "people.person.entered": _("Ghi dữ liệu cá nhân"),
                "people.person.forgotten": _("Xóa dữ liệu cá nhân"),
                "people.person.read": _("Đọc dữ liệu cá nhân"),
                "people.staff.imported": _("Nhập cán bộ từ Excel"),
                "people.substitution.entered": _("Cử người làm thay khi vắng mặt"),
                "people.substitution.ended": _("Chấm dứt việc làm thay"),
                "people.roles.loaded": _("Nạp bảng vai trò"),
            }
        )
        purposes.register(
            {
                "people.own_data": _("Xem dữ liệu của chính mình"),
                "staff.card": _("Xem thông tin công chức để quản lý tài khoản"),
                "staff.slip": _("In phiếu kích hoạt tài khoản"),
            }
        )
        rotation.register(
            {Person: actions.rotate_persons, Authenticator: actions.rotate_second_factors}
        )
