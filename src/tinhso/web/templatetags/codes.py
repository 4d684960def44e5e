"""Square codes for paper: `{% load codes %}{% square_code address %}`."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def square_code(address: str) -> SafeString:
    """Draw an address as a QR code (ISO/IEC 18004), as wide as its container."""
    code = segno.make(address, error="m")
    drawing = code.svg_inline(scale=4, border=2, omitsize=True, svgclass="qr", light="#fff")
    return mark_safe(drawing)  # noqa: S308  segno drew it, of squares alone
