"""What stands above a paragraph: title, chapter, and the line that opens a list."""

import re

from tinhso.systems.insight.rules.claims import Kind

_LISTED = re.compile(r"\s*(?:[-+*•]|\(?\w{1,2}[).]|\d+(?:\.\d+)*[.)]?)\s")
_LONGEST = 160  # a longer line is no heading
_LONGEST_TITLE = 300
# A date of signing, a paper's basis: their years are no title's.
_NO_TITLE = re.compile(r"ngày \d|ngày \.|căn cứ|^số[ :]|theo đề nghị|xét ")
# What a title promises behind its report: "..., phương hướng, nhiệm vụ năm 2024".
_PROMISED = re.compile(
    r"phương hướng|mục tiêu|giải pháp|dự kiến|(?<!thực hiện )kế hoạch (?:năm|phát triển|công tác)"
    r"|nhiệm vụ(?= \d| trọng tâm| năm| quý| tháng)"
)
_TOLD = re.compile(r"kết quả|tình hình|báo cáo|tổng kết|sơ kết|đánh giá|thống kê")
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
        self._heads = self._chapter = False
        self.begun = False  # figures were told: titles are behind

    @property
    def kind(self) -> Kind | None:
        """How sure the lines below are, where a heading says so: "Mục tiêu đến năm 2025:"."""
        return self._intro_kind or self._heading_kind

    @property
    def chapter(self) -> bool:
        """Whether the line that is read opens a chapter, or a list of targets."""
        return self._chapter

    def parts(self, line: str, original: str) -> bool:
        """Say whether a heading in capitals opens a part, above chapters and their numbers."""
        return self._heads and original.isupper() and not _NUMBERED.match(line)

    def entitles(self, line: str) -> bool:
        """Say whether a line is a title or a heading, whose period the lines below are of."""
        if self._heads:
            return True
        untold = len(line) <= _LONGEST_TITLE and not line.endswith((".", ";", ","))
        return not self.begun and untold and not _NO_TITLE.search(line)

    @property
    def context(self) -> str:
        """What has been spoken of above."""
        return f"{self.title}\n{self.heading}\n{self.intro}\n"

    def enter(self, line: str, original: str) -> None:
        """Take in a line before it is read."""
        if self.intro and not _LISTED.match(line):
            self.intro, self._intro_kind = "", None
        self._heads = bool(self.title) and _is_heading(line, original)
        self._chapter = self._heads and bool(_CHAPTER.match(line) or _GOALS.match(line))
        if self._chapter:
            self._heading_kind = "target" if _GOALS.match(line) else None

    def leave(self, line: str) -> None:
        """Take in a line after it was read, for the lines below: it spoke of nothing before."""
        if not self.title:
            self.title = line
        elif self._heads:
            self.heading = line
        elif self.entitles(line) and len(self.title) < _LONGEST_TITLE:
            self.title += f" {line}"
        if line.endswith(":"):
            self.intro = line
            self._intro_kind = "target" if _TARGET.search(line) else None


def plans(line: str) -> bool:
    """Say whether a title is of what shall be, not of what was: "Nghị quyết về ... năm 2025"."""
    return not _TOLD.search(line)


def reported(line: str) -> int:
    """Return where a title ends to tell what is reported; its length where it promises nothing."""
    found = _PROMISED.search(line)
    return found.start() if found else len(line)


def _is_heading(line: str, original: str) -> bool:
    """Say whether a line heads what follows: short, no full stop, and numbered or in capitals."""
    if len(line) > _LONGEST or line.endswith((".", ";", ",")):
        return False
    return bool(_NUMBERED.match(line) or _GOALS.match(line)) or original.isupper()
