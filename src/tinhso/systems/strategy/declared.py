"""The files in which a province says what it resolved."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from tinhso.kernel.declarations import Text

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


Sure = Literal["", "H", "M", "L"]


class Words(BaseModel):
    """Words that a document holds exactly once."""

    document: str = Field(alias="in")
    words: str


class DeclaredClause(Words):
    """One thing that a resolution says, in our words."""

    text: Text


class DeclaredTask(Words):
    """One task; numbered in the order of the file, known as `<resolution>-<number>`.

    `aims` are codes of targets and milestones that it serves, `needs` codes of tasks that come
    before it. `due` stands only where words name a day: `due_said` are those.
    """

    title: Text
    system: str = ""
    register_name: str = Field(default="", alias="register")
    aims: list[Code] = []
    needs: list[Code] = []
    due: date | None = None
    due_said: Words | None = None
    sure: Sure = ""


class DeclaredMilestone(Words):
    """Something to be so by a day; `met_in` a year or month, with the words that say so."""

    code: Code
    title: Text
    field: str
    due: date | None = None
    met_in: str = ""
    met: Words | None = None
    sure: Sure = ""
    note: Text | None = None


class DeclaredResolution(BaseModel):
    """One resolution of resolutions.yaml."""

    code: Code
    number: str = ""
    title: Text
    summary: Text | None = None
    issuer: Text
    level: Literal["central", "province"]
    issued_on: date | None = None
    document: str = ""
    targets_declared: int | None = None
    declared: Words | None = None
    clauses: list[DeclaredClause] = []
    tasks: list[DeclaredTask] = []
    milestones: list[DeclaredMilestone] = []


class Resolutions(BaseModel):
    """resolutions.yaml."""

    resolutions: list[DeclaredResolution]


class Present(Words):
    """Who was there: a unit by its code, or a delegation or enterprise by its name."""

    side: Literal["guest", "host", "visited"]
    unit: str = ""
    name: Text | None = None
    function: Text | None = None


class Finding(Words):
    """One thing that was found; `indicator` is the code of what it is about."""

    text: Text
    indicator: str = ""


class Asked(Words):
    """One thing that was asked, and of which level; `unit` where one was named."""

    text: Text
    level: Literal["central", "province", "commune"]
    unit: str = ""


class DeclaredSession(Words):
    """One working session or field visit of sessions.yaml, as far as a source tells of it."""

    code: Code
    kind: Literal["session", "visit"]
    title: Text
    summary: Text | None = None
    held_on: date | None = None
    place: str = ""
    part_of: str = ""
    present: list[Present] = []
    found: list[Finding] = []
    asked: list[Asked] = []


class Sessions(BaseModel):
    """sessions.yaml; a session stands before the visits of its programme."""

    sessions: list[DeclaredSession]


class RankedIndex(BaseModel):
    """An index of the rankings' page; its components with the most that each can score."""

    code: str
    components: dict[str, Decimal | None] = {}


class Board(BaseModel):
    """board.yaml: the indicator of the home page's fact, and the indices to show."""

    home_fact: str = ""
    rankings: list[RankedIndex] = []
