"""What stands above a paragraph: title, chapter, and the line that opens a list."""

import re

from tinhso.systems.insight.rules.claims import Kind

_LISTED = re.compile(r"\s*(?:[-+*•]|\(?\w{1,2}[).]|\d+(?:\.\d+)*[.)]?)\s")
_LONGEST = 160  # a longer line is no heading
_NUMBERED = re.compile(r"(?:điều \d+|[ivx]+|\d+(?:\.\d+)*|[a-hđ])\s?[.)/:]\s")
_CHAPTER = re.compile(r"điều \d+|[ivx]+\s?[.)]\s|phần thứ|[a-c]\.\s")
_GOALS = re.compile(
    r"(?:điều \d+\.\s+|[ivx\d.)\-+*a-h]{1,6}\s+)?(?:các\s+|một số\s+|những\s+|về\s+)?"
    r"(?:mục tiêu|chỉ tiêu|phương hướng|nhiệm vụ trọng tâm|định hướng)"
)
_TARGET = re.compile(r"mục tiêu|chỉ tiêu|phấn đấu|phương hướng|kế hoạch năm")


class Headings:
    """The headings in force, line by line; all texts folded."""

    def __init__(self) -> None:
        self.title = self.heading = self.intro = ""
        self._heading_kind: Kind | None = None
        self._intro_kind: Kind | None = None
        self._heads = False

    @property
    def kind(self) -> Kind | None:
        """How sure the lines below are, where a heading says so: "Mục tiêu đến năm 2025:"."""
        return self._intro_kind or self._heading_kind

    @property
    def context(self) -> str:
        """What has been spoken of above."""
        return f"{self.title}\n{self.heading}\n{self.intro}\n"

    def enter(self, line: str, original: str) -> None:
        """Take in a line before it is read."""
        if self.intro and not _LISTED.match(line):
            self.intro, self._intro_kind = "", None
        self._heads = bool(self.title) and _is_heading(line, original)
        if self._heads and (_CHAPTER.match(line) or _GOALS.match(line)):
            self._heading_kind = "target" if _GOALS.match(line) else None

    def leave(self, line: str) -> None:
        """Take in a line after it was read, for the lines below: it spoke of nothing before."""
        if not self.title:
            self.title = line
        elif self._heads:
            self.heading = line
        if line.endswith(":"):
            self.intro = line
            self._intro_kind = "target" if _TARGET.search(line) else None


def _is_heading(line: str, original: str) -> bool:
    """Say whether a line heads what follows: short, no full stop, and numbered or in capitals."""
    if len(line) > _LONGEST or line.endswith((".", ";", ",")):
        return False
    return bool(_NUMBERED.match(line) or _GOALS.match(line)) or original.isupper()
