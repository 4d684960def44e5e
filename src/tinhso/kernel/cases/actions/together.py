"""One thing done with many steps: each in a transaction of its own, each with its own result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.kernel.cases.errors import CaseError, Invalid
from tinhso.kernel.cases.models import Step


@dataclass(frozen=True)
class Outcome:
    """What became of one step: done, or `why` not, in a sentence for whoever asked."""

    step_id: UUID
    number: str
    title: str
    why: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return not self.why


def each(step_ids: Iterable[UUID], do: Callable[[UUID], object]) -> list[Outcome]:
    """Do one thing with each step, in order; what is refused for one leaves the others alone.

    `do` is an action of this room, which checks the right to each step. Steps that don't exist
    are passed over.
    """
    wanted = list(dict.fromkeys(step_ids))
    rows = Step.objects.select_related("case").only("case__number", "case__title").in_bulk(wanted)
    outcomes = []
    for step_id in wanted:
        if step_id not in rows:
            continue
        case = rows[step_id].case
        outcomes.append(Outcome(step_id, case.number, case.title, _tried(step_id, do)))
    return outcomes


def _tried(step_id: UUID, do: Callable[[UUID], object]) -> str:
    try:
        do(step_id)
    except Invalid as error:
        return " ".join(error.errors.values())
    except CaseError as error:
        return str(error) or _("Chưa làm được việc này.")
    return ""
