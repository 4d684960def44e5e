"""The files in which a province says what it resolved."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from tinhso.kernel.declarations import Text

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Words(BaseModel):
    """Words that a document holds exactly once."""

    document: str = Field(alias="in")
    words: str


class DeclaredClause(Words):
    """One thing that a resolution says, in our words."""

    text: Text


class DeclaredTask(Words):
    """One task; numbered in the order of the file."""

    title: Text
    system: str
    register_name: str = Field(default="", alias="register")


class DeclaredMilestone(Words):
    """Something to be so by a day; `met_in` a year or month, with the words that say so."""

    code: Code
    title: Text
    field: str
    due: date | None = None
    met_in: str = ""
    met: Words | None = None
    sure: Literal["", "H", "M", "L"] = ""
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


class Board(BaseModel):
    """board.yaml: the indicator of the home page's fact."""

    home_fact: str = ""
