"""Which words can be Vietnamese syllables: by this an encoding is known from another.

Facts: the onsets and rhymes of written Vietnamese (quốc ngữ). Rhymes stand without tone.
"""

import re
import unicodedata

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
ONSETS = "ngh|ng|nh|gh|gi|g|kh|k|ch|c|ph|p|th|tr|t|qu|b|d|đ|h|l|m|n|r|s|v|x"
RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in "
    "inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe "
    "oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân "
    "uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych "
    "uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm "
    "yên yêng yêt yêu ynh ych ăch âng êc iêng"
)
SYLLABLE = re.compile(rf"(?:{ONSETS})?(?:{'|'.join(sorted(set(RHYMES.split()), reverse=True))})")
# What parts words: a mark within one, such as « in “c«ng”, tells of a wrong encoding.
BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~\d“”‘’…–—•\u00a0]+")


def toneless(word: str) -> str:
    """Return a word in small letters without its tone; ă, â, đ, ê, ô, ơ and ư stay."""
    parts = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(letter for letter in parts if letter not in TONES))


def is_syllable(word: str) -> bool:
    """Return whether a word can be a Vietnamese syllable."""
    return bool(SYLLABLE.fullmatch(toneless(word)))


def marked_words(text: str) -> list[str]:
    """Return the words that hold letters beyond ASCII: only these tell encodings apart."""
    return [word for word in BETWEEN.split(text) if not word.isascii()]


def likeness(text: str) -> float:
    """Return which part (0 to 1) of the marked words are syllables; 0 where there is none."""
    words = marked_words(unicodedata.normalize("NFC", text))
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
