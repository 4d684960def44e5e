"""Editions: made once, opened, downloaded, compared; and who may."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.systems.strategy.reports import actions
from tinhso.systems.strategy.reports.models import Edition
from tinhso.systems.strategy.reports.rules.comparing import compare
from tinhso.systems.strategy.reports.tests.conftest import LATER, NOW
from tinhso.web.papers.content import Report, content_hash

Made = Callable[..., Report]
Observed = Callable[..., None]
ADDRESS = "/board/reports/"
QUERY = "?scope=resolution%3Adai-hoi-20&span=2020-2025&at=2026-11-22T09%3A00%3A00%2B00%3A00"

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(made: Made, observed: Observed) -> tuple[Edition, Edition]:
    first = actions.make_edition(made(), actor=LOADER, now=NOW)
    observed("28.1", at=LATER)
    second = actions.make_edition(made(at=LATER), actor=LOADER, now=LATER)
    return first, second


def test_an_edition_is_kept_once_with_its_event(made: Made) -> None:
    report = made()
    first = actions.make_edition(report, actor=LOADER, now=NOW)
    assert actions.make_edition(report, actor=LOADER, now=LATER) == first
    event = Event.objects.get(kind="strategy.report.made")
    assert event.data["sha256"] == first.sha256 == content_hash(report)


def test_changed_figures_stand_apart_from_changed_words(made: Made, observed: Observed) -> None:
    old = made()
    observed("28.1", at=LATER)
    found = compare(old, made(at=LATER))
    assert {(one.old.vi, one.new.vi) for one in found.figures} >= {("27,6*", "28,1*†")}
    assert all("27,6" not in one.old.vi for one in found.words)
    assert found.same > 50
    assert compare(old, old).alike


def test_only_the_position_differs_where_nothing_was_recorded_between(made: Made) -> None:
    assert compare(made(), made(at=LATER)).alike


def test_an_edition_stays_as_it_was_made(two: tuple[Edition, Edition], client: Client) -> None:
    first, second = two
    assert (first.number, second.number) == (1, 2)
    page = client.get(f"{ADDRESS}{first.pk}").content.decode()
    assert "27,6\N{NO-BREAK SPACE}tỷ USD" in page
    assert "28,1" not in page
    assert f'value="{second.pk}"' in page


def test_two_editions_side_by_side(two: tuple[Edition, Edition], client: Client) -> None:
    first, second = two
    page = client.get(f"{ADDRESS}compare?old={first.pk}&new={second.pk}").content.decode()
    figures, words = page.split('id="words"')
    assert "<del>27,6*</del>" in figures
    assert "<ins>28,1*†</ins>" in figures
    assert "nguồn khác ghi khác" in words
    assert "28,1" not in words


def test_an_edition_made_again_is_the_same(two: tuple[Edition, Edition], client: Client) -> None:
    page = client.get(f"{ADDRESS}{two[0].pk}/again").content.decode()
    assert "đến từng chữ" in page


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_editions_and_previews_are_given_as_papers(
    two: tuple[Edition, Edition], client: Client, form: str, begins: bytes
) -> None:
    for address in (f"{two[0].pk}.{form}", f"preview.{form}{QUERY}"):
        answer = client.get(ADDRESS + address)
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
        assert f'.{form}"' in answer["Content-Disposition"]


def test_the_content_is_given_with_its_hash(two: tuple[Edition, Edition], client: Client) -> None:
    from tinhso.kernel.declarations import fingerprint

    assert fingerprint(client.get(f"{ADDRESS}{two[0].pk}.json").json()) == two[0].sha256


def test_choosing_leads_to_a_report_with_its_position(made: Made, client: Client) -> None:
    del made
    answer = client.get(f"{ADDRESS}?scope=resolution:dai-hoi-20&kind=five&last=2025")
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "at=" in answer["Location"]
    assert client.get(f"{ADDRESS}?scope=all&kind=five&last=2025&on=2999-01-01").status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "?scope=all&span=2020-2024",
        "?scope=nothing&span=2024",
        "?scope=all&span=2024&at=tomorrow",
        "?scope=all&span=2024&at=2999-01-01T00:00:00%2B00:00",
        "?scope=all&span=2024&at=2026-01-01T00:00:00",
    ],
)
def test_what_cannot_be_is_not_found(made: Made, client: Client, query: str) -> None:
    del made
    answer = client.get(f"{ADDRESS}preview{query}", follow=True)
    assert answer.status_code == 404


def test_a_visitor_reads_but_keeps_nothing(made: Made, client: Client) -> None:
    del made
    page = client.get(f"{ADDRESS}preview{QUERY}").content.decode()
    assert "Lập ấn bản" not in page
    assert client.post(f"{ADDRESS}make{QUERY}").status_code == 302
    assert not Edition.objects.exists()


def test_the_page_costs_the_same_however_much_it_shows(
    made: Made, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    del made
    client.get(f"{ADDRESS}preview{QUERY}")
    with django_assert_num_queries(QUERIES):
        client.get(f"{ADDRESS}preview{QUERY}")
    with django_assert_num_queries(QUERIES):
        client.get(f"{ADDRESS}preview{QUERY.replace('resolution%3Adai-hoi-20', 'all')}")


QUERIES = 12
"""The report's and its editions."""
