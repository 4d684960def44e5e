"""What a report may be instead: a complaint, a denunciation, a crime told of, or a wish for rules.

These have laws and paths of their own, and a hotline mustn't handle them. What is found is a
suggestion to a person, never a decision. People use "khiếu nại" for whatever annoys them, so that
the word alone is not enough where the rest is about a bill or a neighbour.
"""

import re
from enum import StrEnum
from typing import Final

from tinhso.kernel.units.names import fold


class Petition(StrEnum):
    """What a text may be besides a field report; the values are those a redirecting asks for.

    A complaint is against an administrative decision or act (Law 02/2011/QH13, article 2), a
    denunciation tells of somebody's breach of law in office or in what the state manages (Law
    25/2018/QH14, article 2), a wish for rules is about administrative rules (Decree
    20/2008/NĐ-CP, article 1). What tells of a crime goes to the police.
    """

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    RULES = "rules"
    CRIME = "elsewhere"


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b")


# Without diacritics. "to cao" is also "tall", and "to giac" may be "tờ giấc": see _is_denounced.
_CRIME: Final = _any("to giac", "to cao toi pham", "bao an", "buon ban ma tuy", "ban ma tuy")
_RULES: Final = _any(
    r"thu tuc (?:hanh chinh )?(?:\w+ ){0,6}?(?:ruom ra|phien ha|bat hop ly|chong cheo|qua nhieu)",
    r"(?:sua doi|bai bo|bo bot|don gian hoa|cat giam|vuong mac)"
    r" (?:\w+ ){0,4}?(?:quy dinh|thu tuc|giay to)",
    r"quy dinh (?:\w+ ){0,6}?(?:bat hop ly|bat cap|chong cheo|khong phu hop|vuong mac)",
)
_OFFICE: Final = (
    r"(?:can bo|cong chuc|vien chuc|chu tich|pho chu tich|bi thu|truong thon|truong xom|to truong"
    r"|dia chinh|lanh dao|cong an|canh sat|thanh tra|kiem lam|hieu truong|giam doc so)"
)
_WRONGS: Final = (
    r"(?:tham nhung|tham o|nhan hoi lo|hoi lo|nhan tien|doi tien|an tien|an chan|voi vinh|voi tien"
    r"|nhung nhieu|bao ke|bao che|loi dung chuc vu|lam quyen|cua quyen|chiem doat|lot tay|phong bi)"
)
_DENOUNCED: Final = _any(
    r"tham nhung",
    r"nhan hoi lo",
    r"an hoi lo",
    r"dua hoi lo",
    r"loi dung chuc vu",
    rf"{_OFFICE} (?:\w+ ){{0,8}}?{_WRONGS}",
    rf"{_WRONGS} (?:\w+ ){{0,5}}?{_OFFICE}",
    r"don to cao",
)
_TO_CAO: Final = re.compile(r"\bto cao\b")
_TALL: Final = re.compile(
    r"\b(?:nguoi|cay|nha|cot|dang|than hinh|rat|qua|bang|bien|may|xe|tuong|hang rao) to cao\b"
    r"|\bto cao (?:qua|lon|hon|ngat|che|nghieng|do|gay)\b"
)
_KHIEU_NAI: Final = _any("khieu nai", "khieu kien")
_DECIDED: Final = _any(
    r"khong dong y (?:voi )?(?:\w+ ){0,3}?quyet dinh",
    r"quyet dinh (?:hanh chinh|xu phat|thu hoi|cuong che|ky luat|boi thuong)",
    r"thu hoi dat (?:\w+ ){0,6}?(?:khong|sai|trai|thap|chua)",
    r"boi thuong (?:\w+ ){0,6}?(?:khong thoa dang|qua thap|chua thoa dang|khong dung)",
)
_BY_OFFICE: Final = _any(
    r"quyet dinh", r"xu phat", r"thu hoi", r"boi thuong", r"giai phong mat bang", r"cuong che",
    r"so do", r"giay chung nhan", r"uy ban", r"ubnd", r"chu tich", r"can bo", r"cong chuc",
    r"hanh vi hanh chinh", r"ky luat", r"lan (?:mot|hai|1|2|dau)", r"don khieu nai",
    r"so \w+ va \w+", r"tranh chap dat",
)  # fmt: skip
_A_BILL: Final = _any(
    r"tien dien", r"tien nuoc", r"hoa don", r"cuoc", r"gia cuoc", r"hoa mang", r"hang hoa",
    r"bao hanh", r"shop", r"giao hang", r"san pham", r"gia ve", r"nha mang", r"cong to",
    r"dong ho nuoc",
)  # fmt: skip
_A_NEIGHBOUR: Final = _any(
    r"hang xom", r"karaoke", r"loa keo", r"on ao", r"tieng on", r"quan nhau", r"rac", r"o ga",
    r"den duong", r"mat nuoc", r"mat dien", r"cho tha rong", r"via he", r"ngap", r"cong tac",
    r"mui hoi", r"xe buyt", r"xe khach",
)  # fmt: skip


def petition(text: str) -> Petition | None:
    """Return what a text seems to be besides a field report, or None. Diacritics don't matter."""
    plain = fold(text)
    if _CRIME.search(plain):
        return Petition.CRIME
    if _is_denounced(text, plain):
        return Petition.DENUNCIATION
    if _is_complained(plain):
        return Petition.COMPLAINT
    return Petition.RULES if _RULES.search(plain) else None


def _is_denounced(text: str, plain: str) -> bool:
    if _DENOUNCED.search(plain):
        return True
    lower = text.lower()
    if "tố cáo" in lower:
        return True
    bare = fold(text).split() == lower.replace(",", " ").replace(".", " ").split()
    return bare and bool(_TO_CAO.search(plain)) and not _TALL.search(plain)


def _is_complained(plain: str) -> bool:
    if _DECIDED.search(plain):
        return True
    if not _KHIEU_NAI.search(plain):
        return False
    return bool(_BY_OFFICE.search(plain)) or not (
        _A_BILL.search(plain) or _A_NEIGHBOUR.search(plain)
    )
