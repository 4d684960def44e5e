"""What somebody wrote themselves in a mail: without the signature and what a program quoted.

Pure, and careful: what is not surely a quotation stays, and when nothing would be left all of it
stays. The openings are those of common mail programs in Vietnamese and English.
"""

import re
from itertools import takewhile

SIGNATURE = re.compile(r"--\s?")  # RFC 3676, 4.3, and those who lose the space
SENT_FROM = re.compile(
    r"(?:(?:Đã )?gửi từ|Sent from|Được gửi từ|Tải Outlook|Get Outlook for)\b.{0,60}", re.IGNORECASE
)
ATTRIBUTION = re.compile(
    r"(?:Vào|Lúc|Ngày|On|Am|Le)\b.{4,300}?(?:đã viết|viết|wrote)\s*:", re.IGNORECASE | re.DOTALL
)
ORIGINAL = re.compile(
    r"[-_ ]{3,}\s*(?:Original Message|Thư gốc|Tin nhắn gốc|Thư ban đầu)\s*[-_ ]{3,}.*",
    re.IGNORECASE,
)
HEADER = re.compile(r"\*?(?:From|Từ|Người gửi|Sent|Đã gửi|Ngày|Date|To|Đến|Tới)\s*:\*?\s*\S.*")
RULE = re.compile(r"_{10,}|-{20,}")
LINES_OF_ATTRIBUTION = 4


def own_words(text: str, *, reply: bool) -> str:
    """Return the words of the sender; of a mail that answers none only the signature is cut."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = _without_signature(_without_quotes(lines) if reply else lines)
    return "\n".join(kept).strip() or text.strip()


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if _opens_the_end(lines, at):
            break
        if long := _attribution(lines, at):
            if not _quoted_after(lines, at + long):
                break  # a program that quotes without marks: all that follows is the old mail
            at += long
            continue
        if not line.startswith(">"):
            kept.append(lines[at])
        at += 1
    return kept


def _opens_the_end(lines: list[str], at: int) -> bool:
    """Tell whether an old mail is pasted whole from this line on."""
    line = lines[at].strip()
    if ORIGINAL.fullmatch(line):
        return True
    following = [other.strip() for other in lines[at : at + 6] if other.strip()]
    if RULE.fullmatch(line):
        following = following[1:]
    return len(list(takewhile(HEADER.fullmatch, following))) >= 3


def _attribution(lines: list[str], at: int) -> int:
    """Return over how many lines "On …, … wrote:" goes from here; 0 when it isn't one."""
    for long in range(1, LINES_OF_ATTRIBUTION + 1):
        words = " ".join(line.strip() for line in lines[at : at + long])
        if ATTRIBUTION.fullmatch(words):
            return long
    return 0


def _quoted_after(lines: list[str], at: int) -> bool:
    return any(line.lstrip().startswith(">") for line in lines[at : at + 3])


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if SIGNATURE.fullmatch(line) and any(other.strip() for other in lines[:at]):
            lines = lines[:at]
            break
    while lines and (not lines[-1].strip() or SENT_FROM.fullmatch(lines[-1].strip())):
        lines = lines[:-1]
    return lines
