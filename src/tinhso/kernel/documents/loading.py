"""Documents from files: a province's own folder, and any text that an officer brings."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

from tinhso.kernel.declarations import (
    DeclarationError,
    LoadReport,
    Problem,
    Text,
    load_yaml_text,
)
from tinhso.kernel.documents import rules
from tinhso.kernel.documents.actions import Paper, enter_document, store_original
from tinhso.kernel.documents.extraction import Extracted, UnreadableError, extract, limits
from tinhso.kernel.documents.models import Document
from tinhso.kernel.documents.rules import title_of
from tinhso.kernel.ledger.actors import Actor

ENDINGS = {".txt", ".md", ".markdown"}


class FrontMatter(BaseModel):
    """What may stand between two lines of `---` at the head of a file."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    title: Text
    kind: Literal["resolution", "decision", "plan", "report", "article", "brief", "paper"] = "paper"
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    language: Literal["vi", "en"] = "vi"
    source: str = ""
    status: Literal["in_force", "expired", "for_information"] = "for_information"


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Enter every `documents/*.md` and `*.txt` of a province's folder; raise DeclarationError."""
    problems: list[Problem] = []
    papers: list[Paper] = []
    for path in sorted((folder / "documents").glob("*")):
        if path.suffix not in ENDINGS or path.stem == "README":
            continue
        try:
            papers.append(read_paper(path))
        except DeclarationError as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems)
    outcomes = [enter_document(paper, actor=actor, now=now)[1] for paper in papers]
    return LoadReport(
        "documents",
        created=outcomes.count("created"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged"),
    )


def load_document(path: Path, *, actor: Actor, now: datetime) -> tuple[Document, str]:
    """Enter a file of any kind that is read; return it and "created", "changed", "unchanged".

    The file itself is kept. Raises DeclarationError, whose words tell an officer what to do.
    """
    data, read = _opened(path)
    original = store_original(data, path.name, read)
    return enter_document(replace(_paper(path, read), original=original), actor=actor, now=now)


def read_paper(path: Path) -> Paper:
    """Read a file without entering it; raise DeclarationError.

    Without front matter the first line is the title, and the code is made of it.
    """
    return _paper(path, _opened(path)[1])


def _opened(path: Path) -> tuple[bytes, Extracted]:
    try:
        with path.open("rb") as file:
            data = file.read(limits.FILE + 1)
        return data, extract(data, path.name)
    except OSError as error:
        raise _refused(path, f"không mở được tệp ({error.strerror}): hãy xem lại tên tệp") from None
    except UnreadableError as error:
        raise _refused(path, str(error)) from None


def _paper(path: Path, read: Extracted) -> Paper:
    if not read.head:
        title = title_of(read.text) or path.stem
        return Paper(
            code=rules.code_of(title),
            title=Text(vi=title, en=title),
            kind="paper",
            text=read.text,
            source=path.name,
        )
    # The line taken away is put back, so that mistakes are named by the file's own lines.
    front = load_yaml_text("\n" + read.head, FrontMatter, file=str(path))
    return Paper(text=read.text, **dict(front))


def _refused(path: Path, message: str) -> DeclarationError:
    return DeclarationError([Problem(str(path), 1, 1, message)])
