"""Tasks in words: where each stands, who has it, by when, and what nobody told."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.systems.strategy.queries.tasks import TaskStanding
from tinhso.systems.strategy.rules.tasks import OPEN, Carried, Progress, Tally, TaskState
from tinhso.web.documents.pages import sentence_address
from tinhso.web.formatting import format_date
from tinhso.web.templatetags.tinhso import text


@dataclass(frozen=True)
class TaskRow:
    """One task: `carried` is what stands here of it; `missing` is what no source told."""

    code: str
    number: str
    title: str
    state: str
    word: str
    href: str
    source_href: str
    owner: str
    helpers: str
    due: str
    late: bool
    carried: str
    waits_for: str
    missing: str
    sure: str


@dataclass(frozen=True)
class Step:
    """Part of a resolution's progress: so many of so many, in words."""

    word: str
    done: int
    of: int


def task_row(found: TaskStanding) -> TaskRow:
    """Return the row of a task."""
    task = found.task
    state, word = state_words(found)
    return TaskRow(
        code=task.code,
        number=f"{task.number}." if task.number else "",
        title=text(dict(task.title)),
        state=state,
        word=word,
        href=reverse("strategy:task", args=[task.code]),
        source_href=sentence_address(task.citation),
        owner=found.owner.body_title if found.owner else "",
        helpers=", ".join(unit.body_title for unit in found.helpers),
        due=_due(found),
        late=found.is_late,
        carried=carried_words(found.carried),
        waits_for=", ".join(text(dict(one.title)) for one in found.waits_for),
        missing=_missing(found),
        sure=sure_words(task.confidence),
    )


def state_words(found: TaskStanding) -> tuple[str, str]:
    """Return the state and word of `{% status %}`; lateness goes first."""
    if found.state is TaskState.NOT_GIVEN and found.carried is not None:
        return carried_status(found.carried)
    state, word = {
        TaskState.NOT_GIVEN: ("none", _("Chưa giao")),
        TaskState.GIVEN: ("none", _("Chờ nhận việc")),
        TaskState.WORKING: ("ok", _("Đang làm")),
        TaskState.RETURNED: ("warn", _("Bị trả lại, đang làm tiếp")),
        TaskState.REPORTED: ("ok", _("Đã báo cáo, chờ xác nhận")),
        TaskState.UNCLEAR: ("warn", _("Đơn vị xin giao lại")),
        TaskState.DONE: ("ok", _("Hoàn thành, đã xác nhận")),
        TaskState.WITHDRAWN: ("none", _("Đã rút")),
    }[found.state]
    if found.is_late and found.state in OPEN:
        return "bad", _("Quá hạn · %(word)s") % {"word": word}
    if found.is_late:
        return "warn", _("%(word)s, trễ hạn") % {"word": word}
    return state, word


def carried_status(found: Carried) -> tuple[str, str]:
    """Return the state and word of what carries a task."""
    return {
        Carried.RUNNING: ("ok", _("Đang chạy")),
        Carried.PARTLY: ("warn", _("Mới có sổ")),
        Carried.NOT_BUILT: ("none", _("Chưa dựng")),
    }[found]


def carried_words(found: Carried | None) -> str:
    """Return what stands here of a task, as a sentence."""
    if found is None:
        return ""
    return {
        Carried.RUNNING: _("Hệ thống của nhiệm vụ này đang chạy ở đây."),
        Carried.PARTLY: _("Ở đây mới có sổ của nhiệm vụ này, chưa có hệ thống."),
        Carried.NOT_BUILT: _("Hệ thống của nhiệm vụ này chưa dựng ở đây."),
    }[found]


def sure_words(code: str) -> str:
    """Return how sure a finding is."""
    return {"H": _("chắc"), "M": _("khá chắc"), "L": _("chưa chắc")}.get(code, "")


def progress_steps(found: Progress) -> list[Step]:
    """Return the parts of a resolution's progress that it has."""
    parts: list[tuple[str, Tally]] = [
        (_("chỉ tiêu đạt"), found.targets),
        (_("mốc đạt"), found.milestones),
        (_("nhiệm vụ được xác nhận xong"), found.tasks),
    ]
    return [Step(word, tally.done, tally.of) for word, tally in parts if tally.of]


def _due(found: TaskStanding) -> str:
    if found.due_at is not None:
        return format_date(timezone.localdate(found.due_at))
    return format_date(found.task.due_on) if found.task.due_on else ""


def _missing(found: TaskStanding) -> str:
    """Return what no source told of a task that wasn't given here."""
    if found.state is not TaskState.NOT_GIVEN:
        return ""
    if found.task.due_on is None:
        return _("Chưa tìm thấy nguồn nêu đơn vị chủ trì và hạn.")
    return _("Chưa tìm thấy nguồn nêu đơn vị chủ trì.")
