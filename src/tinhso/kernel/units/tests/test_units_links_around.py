"""The changes around one unit are read by themselves, back and onward."""

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.units import queries
from tinhso.kernel.units.models import Change, Kind, Succession, Unit

pytestmark = pytest.mark.django_db
DAYS = [date(2010, 1, 1), date(2025, 7, 1)]


def unit(code: str) -> Unit:
    return Unit.objects.create(
        code=code,
        kind=Kind.COMMUNE,
        name_vi=f"Xã {code}",
        name_en=f"{code} Commune",
        short_vi=code,
        short_en=code,
        folded=code,
        sort_key=code,
    )


def merge(before: Unit, after: Unit, day: date) -> Succession:
    return Succession.objects.create(
        predecessor=before, successor=after, change=Change.MERGE, share=1, effective=day
    )


def test_changes_are_followed_back_and_onward_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    oldest, old, beside, now = (unit(code) for code in ("a", "b", "c", "d"))
    stranger, heir = unit("x"), unit("y")
    merge(oldest, old, DAYS[0])
    merge(old, now, DAYS[1])
    merge(beside, now, DAYS[1])
    merge(stranger, heir, DAYS[1])
    every = {(one.predecessor, one.successor) for one in queries.links()}
    with django_assert_num_queries(1):
        around = queries.links_around(now)
    assert {(one.predecessor, one.successor) for one in around} == every - {(stranger.pk, heir.pk)}
    onward = {(one.predecessor, one.successor) for one in queries.links_around(oldest)}
    assert onward == {(oldest.pk, old.pk), (old.pk, now.pk)}
    assert queries.links_around(unit("z")) == ()
