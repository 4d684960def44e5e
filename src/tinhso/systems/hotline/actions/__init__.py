"""Every write of the hotline: filing, keeping the public table, confirming what it shows."""

from tinhso.kernel.cases.actions import Filed

from .filing import Contact, NewReport, file_report
from .projecting import PUBLISHED_COLUMNS, follow, project
from .publishing import Wording, publish, publish_taken_over, withdraw
from .redacting import propose

__all__ = [
    "PUBLISHED_COLUMNS",
    "Contact",
    "Filed",
    "NewReport",
    "Wording",
    "file_report",
    "follow",
    "project",
    "propose",
    "publish",
    "publish_taken_over",
    "withdraw",
]
