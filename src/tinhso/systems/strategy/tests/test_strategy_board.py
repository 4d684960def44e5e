"""The board: what it says of the province, what it costs, and where its figures lead."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.declarations import DeclarationError
from tinhso.kernel.documents import loading as documents
from tinhso.kernel.indicators import loading as indicators
from tinhso.kernel.indicators.tests.merged import make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.systems.strategy import loading, queries
from tinhso.systems.strategy.queries import Filters
from tinhso.systems.strategy.rules.tasks import Carried, TaskState
from tinhso.systems.strategy.tests.bodies import make_bodies

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(province: Path) -> Path:
    make_provinces()
    make_bodies()
    for room in (documents, indicators, loading):
        room.load(province, actor=LOADER, now=NOW)
    return province


def test_loading_again_changes_nothing(loaded: Path) -> None:
    again = loading.load(loaded, actor=LOADER, now=NOW)
    assert (again.created, again.changed) == (0, 0)
    assert again.unchanged > 0


def test_the_board_of_the_province(loaded: Path) -> None:
    del loaded
    board = queries.board(Filters(), now=NOW)
    by_code = {one.resolution.code: one for one in board.all_promised}
    assert by_code["dai-hoi-20"].found == 10
    assert by_code["dai-hoi-20"].resolution.targets_declared == 15
    assert len(board.moved) == 3
    assert "exports" in {one.indicator.code for one in board.moved}
    of_2840 = [one for one in board.tasks if one.task.code.startswith("qd-2840-")]
    assert len(of_2840) == 8
    assert {one.state for one in board.tasks} == {TaskState.NOT_GIVEN}
    stands = {one.task.system: one.carried for one in of_2840}
    assert stands["hotline"] is Carried.RUNNING
    assert stands["cameras"] is Carried.NOT_BUILT
    assert {one.last.among for one in board.rankings} == {63}
    assert all(one.last.method for one in board.rankings)
    assert [one.indicator.code for one in board.conflicts] == ["budget_revenue"]


def test_filters_keep_what_they_name(loaded: Path) -> None:
    del loaded
    board = queries.board(Filters(resolution="nq-01-tu", due="2030"), now=NOW)
    kept = [one.target.code for group in board.promised for one in group.targets]
    assert kept == ["nq01-dti-2030"]
    missed = queries.board(Filters(standing="missed"), now=NOW)
    assert {o.standing.status for g in missed.promised for o in g.targets} == {"missed"}
    assert not queries.board(Filters(field="no-such"), now=NOW).promised


def test_a_target_that_names_no_resolution_is_refused(loaded: Path, tmp_path: Path) -> None:
    text = (loaded / "strategy" / "resolutions.yaml").read_text(encoding="utf-8")
    (tmp_path / "strategy").mkdir()
    (tmp_path / "strategy" / "resolutions.yaml").write_text(
        text.replace("code: qd-2840", "code: qd-khac"), encoding="utf-8"
    )
    with pytest.raises(DeclarationError, match="qd-2840"):
        loading.load(tmp_path, actor=LOADER, now=NOW)


def links(page: str) -> set[str]:
    return set(re.findall(r'href="(/(?:documents|indicators|resolutions|board)[^"#]*)', page))


def test_the_board_leads_to_its_words(loaded: Path, client: Client) -> None:
    del loaded
    page = client.get("/board").content.decode()
    for expected in ("162,5", "27,6", "10 trên 15 chỉ tiêu", "Chưa dựng", "19.680", "style="):
        assert (expected in page) is (expected != "style=")
    asked = {link.replace("&amp;", "&") for link in links(page)}
    assert len(asked) > 40
    for link in sorted(asked):
        answer = client.get(link)
        assert answer.status_code == 200, link
        if "?c=" in link:
            assert 'id="trich-dan"' in answer.content.decode(), link


def test_the_board_costs_the_same_however_much_it_shows(
    loaded: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    del loaded
    client.get("/board")  # what a process reads once
    with django_assert_max_num_queries(QUERIES):
        client.get("/board")
    with django_assert_max_num_queries(QUERIES):
        client.get("/board?resolution=dai-hoi-20")


QUERIES = 22
"""At most: open findings, targets, catalogue, areas; figures, standings and conflicts with their
sources; tasks with their aims, needs and steps, registers; resolutions, milestones."""


@pytest.mark.parametrize("address", ["/board?due=x", "/board?due=99999", "/board?standing=%2500"])
def test_senseless_filters_are_no_error(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_a_resolution_shows_what_was_found(loaded: Path, client: Client) -> None:
    del loaded
    page = client.get("/resolutions/qd-2840").content.decode()
    assert page.count('class="card task"') == 8
    assert "Kho chưa có toàn văn" in page
    assert client.get("/resolutions/khong-co").status_code == 404


def test_the_file_holds_what_the_board_shows(loaded: Path, client: Client) -> None:
    del loaded
    lines = client.get("/board.csv?resolution=nq-01-tu").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 8
    assert "http://testserver/documents/tom-luoc-chuyen-minh?c=" in lines[1]


def test_without_a_province_the_board_says_so(client: Client) -> None:
    assert "Chưa có cam kết nào được ghi" in client.get("/board").content.decode()


def test_english_readers_read_english(loaded: Path, client: Client) -> None:
    del loaded
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        page = client.get("/board").content.decode()
    assert "27.6" in page
