"""Warnings to people, and following by e-mail and feed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registers this part's events and its sealed table."""

    name = "tinhso.systems.hotline.notices"
    label = "hotline_notices"

    def ready(self) -> None:
        """Make the kinds of events and the sealed table known."""
        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.people import rotation

        from .actions import rotate_keys
        from .models import Subscription

        rotation.register({Subscription: rotate_keys})

        kinds.register(
            {
                "hotline.notice.given": _("Đã ra thông báo cho người dân"),
                "hotline.notice.withdrawn": _("Đã thu hồi thông báo"),
                "hotline.subscription.asked": _("Có người muốn nhận tin"),
                "hotline.subscription.confirmed": _("Đã xác nhận nhận tin"),
                "hotline.subscription.changed": _("Đã đổi tin muốn nhận"),
                "hotline.subscription.ended": _("Đã thôi nhận tin"),
            }
        )
