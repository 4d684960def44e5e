"""Encodings of Vietnamese before Unicode, as tables: TCVN3 (ABC) and VNI.

Both kept Vietnamese in one byte or two for fonts that drew the bytes as letters: TCVN3 in the
fonts .VnTime and kin (TCVN 5712:1993, VN3), VNI in VNI-Times and kin (VNI for Windows). Such text
stands in files as letters of Latin-1 (“Th¸i Nguyªn”), which is what these tables begin from.
"""

import re
from typing import Literal

Encoding = Literal["TCVN3", "VNI"]

_TCVN3 = (
    "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00adư®đ"
    "µà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậ"
    "ÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞị"
    "ßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợ"
    "ïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ"
)
TCVN3 = str.maketrans(dict(zip(_TCVN3[::2], _TCVN3[1::2], strict=True)))

# A vowel, then a letter that stands for its marks; six letters stand alone.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROOF = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = dict(zip("íìæóòñôöî", "íìỉĩịđơưỵ", strict=True))


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel in "aeouyôö":
        plain = _VNI_ALONE.get(vowel, vowel)
        pairs |= {vowel + mark: plain + tone for mark, tone in _VNI_TONES.items()}
    for vowel in "aeo":
        pairs |= {vowel + mark: vowel + "\u0302" + tone for mark, tone in _VNI_ROOF.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    pairs |= _VNI_ALONE
    capitals = {typed.upper(): meant.upper() for typed, meant in pairs.items()}
    # “Thaùi” in small letters, “THAÙI” in capitals, and “AÙi” with a small mark after a capital.
    mixed = {
        typed[0].upper() + typed[1:]: meant[0].upper() + meant[1:] for typed, meant in pairs.items()
    }
    return pairs | mixed | capitals


VNI = _vni_pairs()
_VNI_FOUND = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Return TCVN3 text (letters of Latin-1) in Unicode; `capitals` for fonts such as .VnTimeH."""
    read = text.translate(TCVN3)
    return read.upper() if capitals else read


def from_vni(text: str) -> str:
    """Return VNI text (letters of Latin-1) in Unicode, its marks not yet composed."""
    return _VNI_FOUND.sub(lambda found: VNI[found[0]], text)


def encoding_of_font(name: str) -> Encoding | None:
    """Return which encoding a font of this name draws: .VnTime is TCVN3, VNI-Times is VNI."""
    name = name.rpartition("+")[2]  # PDF writes ABCDEF+.VnTime for a part of a font
    if name.lower().startswith(".vn"):
        return "TCVN3"
    return "VNI" if name.lower().startswith("vni") else None


def draws_capitals(font: str) -> bool:
    """Return whether a TCVN3 font draws capitals for small letters: their names end in H."""
    return bool(re.match(r"\.Vn\w*?H(?:$|[ ,-])", font.rpartition("+")[2]))


def read_as(encoding: Encoding, text: str, *, font: str = "") -> str:
    """Return text of an encoding in Unicode."""
    if encoding == "VNI":
        return from_vni(text)
    return from_tcvn3(text, capitals=draws_capitals(font))
