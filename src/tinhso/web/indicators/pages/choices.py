"""Ways to see a page otherwise, and the way to it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Indicator
from tinhso.web.indicators.wording import indicator_address
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb


def way_to(found: Indicator, *further: str) -> list[Crumb]:
    """Return the way to an indicator through its field and parent, and on to a page below it."""
    field = f"{reverse('indicators:catalogue')}#{found.field}"
    way = [
        Crumb(_("Số liệu"), reverse("indicators:catalogue")),
        Crumb(text(found.field_title), field),
    ]
    if found.parent:
        way.append(Crumb(text(found.parent.title), indicator_address(found.parent)))
    way.append(Crumb(text(found.title), indicator_address(found) if further else ""))
    return way + [Crumb(title) for title in further]
