"""Every read of strategy: pages ask a fixed number of questions, however much they show."""

from tinhso.systems.strategy.queries.board import (
    Board,
    Filters,
    Moved,
    Promised,
    Ranking,
    Turned,
    board,
    clauses,
    home_fact,
    promised,
    resolution,
    turned,
)
from tinhso.systems.strategy.queries.rankings import Index, IndexYear, rankings
from tinhso.systems.strategy.queries.sessions import (
    AskStanding,
    Session,
    session,
    sessions,
)
from tinhso.systems.strategy.queries.targets import TargetView, target_view
from tinhso.systems.strategy.queries.tasks import (
    PROCEDURE,
    TaskStanding,
    task,
    task_of_case,
    tasks,
    tasks_for,
)

__all__ = [
    "PROCEDURE",
    "AskStanding",
    "Board",
    "Filters",
    "Index",
    "IndexYear",
    "Moved",
    "Promised",
    "Ranking",
    "Session",
    "TargetView",
    "TaskStanding",
    "Turned",
    "board",
    "clauses",
    "home_fact",
    "promised",
    "rankings",
    "resolution",
    "session",
    "sessions",
    "target_view",
    "task",
    "task_of_case",
    "tasks",
    "tasks_for",
    "turned",
]
