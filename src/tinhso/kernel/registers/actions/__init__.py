"""Every write of the registers."""

from tinhso.kernel.registers.actions.declaring import declare
from tinhso.kernel.registers.actions.importing import import_draft, stage
from tinhso.kernel.registers.actions.records import (
    BadRecordError,
    ChangedMeanwhileError,
    NothingChangedError,
    Row,
    add,
    change,
    end,
    put,
    restore,
)

__all__ = [
    "BadRecordError",
    "ChangedMeanwhileError",
    "NothingChangedError",
    "Row",
    "add",
    "change",
    "declare",
    "end",
    "import_draft",
    "put",
    "restore",
    "stage",
]
