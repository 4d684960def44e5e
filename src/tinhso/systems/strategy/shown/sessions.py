"""Sessions in words: who met whom, what was found, what was asked and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.systems.strategy.models import Attendance, Found, SessionKind, Side, WorkingSession
from tinhso.systems.strategy.queries.sessions import AskStanding, Session
from tinhso.systems.strategy.shown.tasks import state_words
from tinhso.web.documents.pages import sentence_address
from tinhso.web.formatting import format_date
from tinhso.web.templatetags.tinhso import text


@dataclass(frozen=True)
class PresentRow:
    """Who was there, and the function of who led them."""

    side: str
    who: str
    function: str
    source_href: str


@dataclass(frozen=True)
class FoundRow:
    """What was found, with the way to its words and to the indicator it is about."""

    words: str
    source_href: str
    indicator_href: str


@dataclass(frozen=True)
class AskRow:
    """What was asked of whom, and what became of it."""

    pk: int
    words: str
    asked_of: str
    source_href: str
    state: str
    word: str
    outcome: str
    task_href: str
    give_href: str
    form: forms.Form | None


@dataclass(frozen=True)
class SessionCard:
    """A session in the list."""

    title: str
    href: str
    kind: str
    when: str
    who: str
    asks: int
    open_asks: int
    is_visit: bool
    part_of: str


@dataclass(frozen=True)
class SessionPage:
    """One session."""

    code: str
    title: str
    kind: str
    when: str
    place: str
    summary: str
    source_href: str
    part_of: tuple[str, str] | None
    visits: list[tuple[str, str]]
    present: list[PresentRow]
    found: list[FoundRow]
    asks: list[AskRow]


def session_card(found: Session) -> SessionCard:
    """Return the card of a session."""
    row = found.session
    guests = [_who(one) for one in found.present if one.side in {Side.GUEST, Side.VISITED}]
    return SessionCard(
        title=_title(row),
        href=reverse("strategy:session", args=[row.code]),
        kind=str(row.get_kind_display()),
        when=_when(row),
        who=" · ".join(dict.fromkeys(guests)),
        asks=len(found.asks),
        open_asks=found.open_asks,
        is_visit=row.kind == SessionKind.VISIT,
        part_of=_title(row.part_of) if row.part_of else "",
    )


def session_page(found: Session, answering: Mapping[int, forms.Form]) -> SessionPage:
    """Return one session; `answering` has a form for each ask that may be answered."""
    row = found.session
    return SessionPage(
        code=row.code,
        title=_title(row),
        kind=str(row.get_kind_display()),
        when=_when(row),
        place=row.place,
        summary=text(dict(row.summary)),
        source_href=sentence_address(row.citation),
        part_of=(_title(row.part_of), _address(row.part_of)) if row.part_of else None,
        visits=[(_title(one), _address(one)) for one in row.visits.all()],
        present=[_present(one) for one in found.present],
        found=[_found(one) for one in found.found],
        asks=[_ask(one, answering.get(one.ask.pk)) for one in found.asks],
    )


def _present(one: Attendance) -> PresentRow:
    return PresentRow(
        str(one.get_side_display()),
        _who(one),
        text(dict(one.function)),
        sentence_address(one.citation),
    )


def _found(one: Found) -> FoundRow:
    address = reverse("indicators:indicator", args=[one.indicator]) if one.indicator else ""
    return FoundRow(text(dict(one.text)), sentence_address(one.citation), address)


def _ask(found: AskStanding, form: forms.Form | None) -> AskRow:
    ask = found.ask
    asked_of = str(ask.get_level_display())
    if ask.unit:
        asked_of = f"{asked_of}: {ask.unit.body_title}"
    values: dict[str, Any] = {"state": "none", "word": _("Chưa có kết quả"), "outcome": ""}
    task_href = give_href = ""
    if found.task is not None:
        values["state"], values["word"] = state_words(found.task)
        values["outcome"] = _("Đã giao thành nhiệm vụ.")
        task_href = reverse("strategy:task", args=[found.task.task.code])
    elif ask.answer:
        values |= {"state": "ok", "word": _("Đã có kết quả"), "outcome": _answered(found)}
    else:
        give_href = f"{reverse('strategy:give')}?ask={ask.pk}"
    return AskRow(
        pk=ask.pk,
        words=text(dict(ask.text)),
        asked_of=asked_of,
        source_href=sentence_address(ask.citation),
        task_href=task_href,
        give_href=give_href,
        form=form,
        **values,
    )


def _answered(found: AskStanding) -> str:
    ask = found.ask
    parts = [ask.answer, ask.answer_paper, format_date(ask.answered_on) if ask.answered_on else ""]
    return " · ".join(part for part in parts if part)


def _who(one: Attendance) -> str:
    return one.unit.body_title if one.unit else text(dict(one.name))


def _title(row: WorkingSession) -> str:
    return text(dict(row.title))


def _address(row: WorkingSession) -> str:
    return reverse("strategy:session", args=[row.code])


def _when(row: WorkingSession) -> str:
    return format_date(row.held_on) if row.held_on else _("Nguồn không ghi ngày")
