"""Whom a notice concerns."""

from collections.abc import Collection


def concerns(
    *,
    kind: str,
    communes: Collection[str],
    wanted_kinds: Collection[str],
    wanted_communes: Collection[str],
) -> bool:
    """Return whether a notice of a kind for communes concerns who wants these.

    Nothing wanted in particular means everything; a notice without communes is for all.
    """
    of_kind = not wanted_kinds or kind in wanted_kinds
    here = not communes or not wanted_communes or bool(set(communes) & set(wanted_communes))
    return of_kind and here
