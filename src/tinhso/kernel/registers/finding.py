"""Finding the unit that a cell or a row of a file means."""

from collections import defaultdict
from datetime import date

from tinhso.kernel.registers.rules.values import BadValue
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold, words
from tinhso.kernel.units.queries import at


class Units:
    """The units that stand on a day, found by code or by name; read once, asked often."""

    def __init__(self, day: date) -> None:
        self._by_code: dict[str, Unit] = {}
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in at(day):
            self._by_code[unit.code] = unit
            names = {unit.name_vi, unit.name_en, unit.short_vi, unit.short_en}
            for name in {words(n) for n in names} | {fold(n) for n in names}:
                self._by_name[name].append(unit)

    def find(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return the code of the unit that `text` names; raise BadValue if none or several do.

        A name with diacritics must be that name; without them it may be any that folds to it.
        """
        known = self._by_code.get(text)
        if known is not None and known.kind in kinds:
            return known.code
        found = [u for u in self._by_name.get(words(text), []) if u.kind in kinds]
        if len(found) == 1:
            return found[0].code
        if found:
            raise BadValue("units", value=text, units=[f"{u.name_vi} ({u.code})" for u in found])
        raise BadValue("unit", value=text)

    def of(self, code: object) -> Unit | None:
        """Return the unit of a code, or None."""
        return self._by_code.get(code) if isinstance(code, str) else None

    def of_kinds(self, kinds: tuple[str, ...]) -> list[Unit]:
        """Return the units of some kinds, in Vietnamese order."""
        return sorted(
            (u for u in self._by_code.values() if u.kind in kinds), key=lambda u: u.sort_key
        )
