"""Who may do what with a case: a right depends on the relation to this case, not on the role alone.

A relation is found per step or case; somebody with several may do what any of them allows.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Relation(StrEnum):
    """How somebody stands to a case."""

    OWNER = "owner"  # holds the step's role at the step's unit
    ASSIGNED = "assigned"  # the step is given to this account, which still has a post there
    HEIR = "heir"  # holds the step's role at a unit that succeeded the step's unit
    SUBSTITUTE = "substitute"  # stands in today for somebody who works on it
    ESCALATED = "escalated"  # the late step was shown to this post
    COLLEAGUE = "colleague"  # another role at the step's unit, or at its successor
    FORMER = "former"  # of a unit that held the case before
    OVERSEER = "overseer"  # a leader or auditor of the whole province
    REPORTER = "reporter"  # has the secret code
    ANSWERER = "answerer"  # has the secret code, and the step is the reporter's own
    OTHER = "other"  # everybody else, signed in or not


class Deed(StrEnum):
    """What can be done with a case."""

    SEE_STATUS = "see_status"  # number, category, commune, state, due date
    READ = "read"  # words, photos, remarks, who did what
    ACT = "act"  # take the open step's actions
    PAUSE = "pause"
    ASSIGN = "assign"
    REMARK = "remark"
    RECLASSIFY = "reclassify"
    REMIND = "remind"  # urge whoever works on it
    RATE = "rate"


_WORKS = frozenset(
    {
        Deed.SEE_STATUS,
        Deed.READ,
        Deed.ACT,
        Deed.PAUSE,
        Deed.ASSIGN,
        Deed.REMARK,
        Deed.RECLASSIFY,
        Deed.REMIND,
    }
)
_READS = frozenset({Deed.SEE_STATUS, Deed.READ})

RIGHTS: Mapping[Relation, frozenset[Deed]] = {
    Relation.OWNER: _WORKS,
    Relation.ASSIGNED: _WORKS,
    Relation.HEIR: _WORKS,
    Relation.SUBSTITUTE: _WORKS,
    Relation.ESCALATED: _WORKS,
    Relation.COLLEAGUE: _READS | {Deed.REMARK, Deed.REMIND},
    Relation.FORMER: _READS,
    Relation.OVERSEER: _READS,
    Relation.REPORTER: _READS | {Deed.REMARK, Deed.RATE},
    Relation.ANSWERER: _READS | {Deed.ACT},
    Relation.OTHER: frozenset({Deed.SEE_STATUS}),
}


def may(deed: Deed, relation: Relation) -> bool:
    """Return whether that relation alone allows the deed."""
    return deed in RIGHTS[relation]


def allowed(relations: Iterable[Relation]) -> frozenset[Deed]:
    """Return everything that any of the relations allows."""
    return frozenset().union(*(RIGHTS[relation] for relation in relations))
