"""Why personal data is read: each room registers its purposes with the words screens show."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise

Title = str | Promise

_FORM = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_titles: dict[str, Title] = {}


class NotAPurposeError(ValueError):
    """A reading of personal data without a stated purpose."""


def register(purposes: Mapping[str, Title]) -> None:
    """Make purposes known: {"hotline.call_back": _("Gọi lại cho người phản ánh")}."""
    _titles.update(purposes)


def title(purpose: str) -> str:
    """Return the words for a purpose in the active language; an unknown one is itself."""
    return str(_titles.get(purpose, purpose))


def require(purpose: str) -> None:
    """Raise NotAPurposeError unless `purpose` is dotted words such as "hotline.call_back"."""
    if not _FORM.fullmatch(purpose):
        raise NotAPurposeError(
            f"{purpose!r} is no purpose: write dotted words such as hotline.call_back"
        )
