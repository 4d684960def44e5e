"""Reads Vietnamese reports into claims, by grammar and dictionary: `reader_of(file).read(text)`."""

from tinhso.systems.insight.rules.reading.compiling import lexicon_of
from tinhso.systems.insight.rules.reading.lexicon import Lexicon
from tinhso.systems.insight.rules.reading.making import reader_of
from tinhso.systems.insight.rules.reading.reader import Reader

__all__ = ["Lexicon", "Reader", "lexicon_of", "reader_of"]
