"""The kinds of events there are: each room registers its own, with the words screens show."""

from collections.abc import Mapping

from django.utils.functional import Promise

Title = str | Promise

_titles: dict[str, Title] = {}


class UnknownKindError(LookupError):
    """An event of a kind that nobody registered."""


def register(kinds: Mapping[str, Title]) -> None:
    """Make kinds known, each with a translatable title; called from a room's AppConfig.ready().

    As in {"hotline.report.filed": _("Đã nhận phản ánh")}.
    """
    _titles.update(kinds)


def registered() -> Mapping[str, Title]:
    """Return every known kind with its title."""
    return dict(_titles)


def title(kind: str) -> str:
    """Return the words for a kind in the active language; a kind no longer known is itself."""
    return str(_titles.get(kind, kind))


def require(kind: str) -> None:
    """Raise UnknownKindError unless `kind` was registered."""
    if kind not in _titles:
        raise UnknownKindError(
            f"{kind} is not a registered kind of event. Register it in the room's apps.py: "
            f'kinds.register({{"{kind}": _("...")}}) inside AppConfig.ready().'
        )
