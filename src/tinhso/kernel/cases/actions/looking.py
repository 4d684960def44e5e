"""Looking at what somebody's case leads to: done for a purpose, and recorded."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.kernel.cases.errors import Refused
from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries.keys import Reporter
from tinhso.kernel.cases.queries.neighbours import Earlier, earlier_of
from tinhso.kernel.cases.queries.rights import deeds_of
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actions import same_person

PURPOSE = "cases.earlier"


def look_back(case_id: UUID, *, actor: Actor, now: datetime) -> tuple[Earlier, ...]:
    """Return what a case's reporter asked before; empty where nobody is known.

    For who works on the case, and recorded as a reading of that person's data. Raises Refused.
    """
    case = Case.objects.get(pk=case_id)
    if isinstance(actor, Reporter) or Deed.REMARK not in deeds_of(case, actor):
        raise Refused(_("Hồ sơ này không thuộc phần việc của bạn."))
    if case.reporter_id is None:
        return ()
    same = same_person(case.reporter_id, purpose=PURPOSE, actor=actor, now=now)
    return earlier_of(same, case, now=now)
