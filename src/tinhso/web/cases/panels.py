"""Panels that a system adds to the page of its own cases; the generic screen stays the same.

panels.register("hotline.report", "hotline/panel.html", lambda request, view: {...})
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tinhso.kernel.cases.queries import CaseView

Context = Callable[[HttpRequest, CaseView], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A panel ready to be shown: its template and what the template needs."""

    template: str
    context: Mapping[str, Any]
    beside_form: bool


_registered: dict[str, list[tuple[str, Context, bool]]] = {}


def register(procedure: str, template: str, context: Context, *, beside_form: bool = False) -> None:
    """Add a panel to the side of every case of a procedure; None as context hides it.

    `beside_form` puts what helps to fill in an action's form above what is only good to know.
    """
    panel = (template, context, beside_form)
    if panel not in _registered.setdefault(procedure, []):
        _registered[procedure].append(panel)


def of(request: HttpRequest, view: CaseView) -> list[Panel]:
    """Return the panels of a case, in the order in which they were added."""
    added = _registered.get(view.compiled.name, [])
    shown = ((template, context(request, view), above) for template, context, above in added)
    return [
        Panel(template, values, above) for template, values, above in shown if values is not None
    ]
