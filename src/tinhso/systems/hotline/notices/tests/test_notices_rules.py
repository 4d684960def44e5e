"""Whom a notice concerns, and for how long it stands."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline.notices.rules.concerning import concerns
from tinhso.systems.hotline.notices.rules.standing import LONGEST, SHORTEST, may_expire, standing

NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
CODES = st.lists(st.sampled_from(["a", "b", "c"]), unique=True)
KINDS = st.lists(st.sampled_from(["flood", "power"]), unique=True)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))


@given(st.sampled_from(["flood", "power"]), CODES, KINDS, CODES)
def test_nothing_wanted_in_particular_is_everything(
    kind: str, communes: list[str], kinds: list[str], wanted: list[str]
) -> None:
    assert concerns(kind=kind, communes=communes, wanted_kinds=[], wanted_communes=[])
    assert concerns(kind=kind, communes=[], wanted_kinds=[], wanted_communes=wanted)
    told = concerns(kind=kind, communes=communes, wanted_kinds=kinds, wanted_communes=wanted)
    if kinds and kind not in kinds:
        assert not told
    if told and communes and wanted:
        assert set(communes) & set(wanted)


@given(SPANS, SPANS)
def test_a_notice_stands_until_its_end_or_its_withdrawal(ends: timedelta, later: timedelta) -> None:
    now = NOW + later
    state = standing(expires_at=NOW + ends, withdrawn_at=None, now=now)
    assert (state == "standing") == (now < NOW + ends)
    assert standing(expires_at=NOW + ends, withdrawn_at=NOW, now=now) == "withdrawn"


@given(SPANS)
def test_an_end_is_neither_too_near_nor_too_far(ahead: timedelta) -> None:
    assert may_expire(NOW + ahead, now=NOW) == (SHORTEST <= ahead <= LONGEST)
