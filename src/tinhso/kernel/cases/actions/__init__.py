"""Every write of the cases room: one verb a function, one transaction, one event."""

from tinhso.kernel.cases.actions.acting import act
from tinhso.kernel.cases.actions.bundles import load_bundle, move_case
from tinhso.kernel.cases.actions.filing import file
from tinhso.kernel.cases.actions.handling import assign, pause, rate, reclassify, resume
from tinhso.kernel.cases.actions.looking import look_back
from tinhso.kernel.cases.actions.remarks import LONGEST_NOTE, note, put_by, remind
from tinhso.kernel.cases.actions.supplementing import Supplemented, supplement
from tinhso.kernel.cases.actions.ticking import Ticked, tick
from tinhso.kernel.cases.actions.together import Outcome, each
from tinhso.kernel.cases.actions.visiting import OnSpot, visit
from tinhso.kernel.cases.errors import (
    AlreadyDone,
    CaseError,
    Invalid,
    NoSuchAction,
    NoSuchProcedure,
    Refused,
)
from tinhso.kernel.cases.queries.keys import Filed, Reporter

__all__ = [
    "LONGEST_NOTE",
    "AlreadyDone",
    "CaseError",
    "Filed",
    "Invalid",
    "NoSuchAction",
    "NoSuchProcedure",
    "OnSpot",
    "Outcome",
    "Refused",
    "Reporter",
    "Supplemented",
    "Ticked",
    "act",
    "assign",
    "each",
    "file",
    "load_bundle",
    "look_back",
    "move_case",
    "note",
    "pause",
    "put_by",
    "rate",
    "reclassify",
    "remind",
    "resume",
    "supplement",
    "tick",
    "visit",
]
