"""Reports that tell of one thing, and the category that words suggest."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlikeConfig(AppConfig):
    """Registers this part's events, its panel, and what goes along with a lead."""

    name = "tinhso.systems.hotline.alike"
    label = "hotline_alike"

    def ready(self) -> None:
        """Make this part known to the ledger and to cases."""
        from tinhso.kernel.cases import alongside
        from tinhso.kernel.ledger import kinds
        from tinhso.web.cases import panels

        from ..queries import PROCEDURE
        from . import panel
        from .actions import go_along

        for name, context in (
            ("redirected", panel.redirected),
            ("petition", panel.petitioned),
            ("suggested", panel.suggested),
            ("together", panel.together),
        ):
            panels.register(
                PROCEDURE, f"hotline/alike/panel_{name}.html", context, beside_form=True
            )
        alongside.register(PROCEDURE, go_along)
        kinds.register(
            {
                "hotline.report.linked": _("Đã liên kết với phản ánh cùng việc"),
                "hotline.report.unlinked": _("Đã bỏ liên kết với phản ánh cùng việc"),
                "hotline.report.carried": _("Đã làm như vậy với các phản ánh cùng việc"),
                "hotline.categories.learned": _("Đã học lại cách gợi ý lĩnh vực"),
            }
        )
