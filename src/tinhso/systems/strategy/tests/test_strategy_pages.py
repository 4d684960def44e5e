"""Targets, rankings, sessions and the wall as readers meet them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.systems.strategy import actions, loading, queries
from tinhso.systems.strategy.actions import AskSaid, PresentThere, SessionHeld
from tinhso.systems.strategy.models import Ask, WorkingSession
from tinhso.systems.strategy.rules.forecasts import TooFew

pytestmark = pytest.mark.usefixtures("governed")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    assert "style=" not in page
    return page


class TestTargets:
    def test_a_target_shows_its_pace_and_its_words(self, client: Client) -> None:
        page = text_of(client, "/targets/dh20-grdp")
        for said in ("13,0 % mỗi năm", "6,8 % mỗi năm", "tăng bình quân từ 8 % mỗi năm"):
            assert said in page.replace("\N{NO-BREAK SPACE}", " ")
        assert "Không dự báo: ranh giới khi đặt mục tiêu đã hết từ 01/07/2025." in page
        assert client.get("/targets/khong-co").status_code == 404

    def test_a_forecast_is_not_drawn_from_one_point(self, client: Client, now: datetime) -> None:
        found = queries.target_view("mt2030-binh-quan", now=now)
        assert found is not None
        assert found.forecast == TooFew(1, date(2025, 12, 31))
        page = text_of(client, "/targets/mt2030-binh-quan")
        assert "cần ít nhất 5 số cùng ranh giới, mới có 1" in page
        assert "way-fan" not in page


class TestRankings:
    def test_each_rank_stands_with_its_field_and_method(self, now: datetime) -> None:
        found = {one.indicator.code: one for one in queries.rankings(now=now)}
        dti = {one.year: one for one in found["dti"].years}
        assert [int(one.rank.value) for one in dti.values() if one.rank] == [12, 8, 8, 8]
        assert [year for year, one in dti.items() if one.broken] == [2021, 2024]
        assert dti[2024].broken is not None
        assert (dti[2024].broken.method, dti[2024].broken.field) == (True, False)
        assert found["pci"].years[-1].broken is None

    def test_a_break_is_said_and_no_places_are_compared_across_it(self, client: Client) -> None:
        page = text_of(client, "/rankings")
        assert "rồi 47 chỉ số thành phần" in page
        assert "Không so được với 2022" in page
        assert "Xuống 3 bậc so với 2023" in page


class TestSessions:
    def test_the_visit_of_the_commission_is_there_with_what_was_asked(
        self, client: Client, now: datetime
    ) -> None:
        found = {one.session.code: one for one in queries.sessions(now=now)}
        main = found["ban-kinh-te-trung-uong"]
        assert [one.ask.level for one in main.asks].count("central") == 3
        assert main.open_asks == 4
        assert {one.session.part_of_id for one in found.values()} == {None, main.session.pk}
        page = text_of(client, "/sessions/ban-kinh-te-trung-uong")
        assert "Nguồn không ghi ngày" in page
        assert "Khảo sát tại cụm công nghiệp Sơn Cẩm" in page

    def test_a_session_is_entered_filled_and_its_asks_followed(self, now: datetime) -> None:
        leader = appoint("leader", "ubnd-tinh", on=now)
        held = SessionHeld(kind="session", title={"vi": "Làm việc với Bộ", "en": "Với Bộ"})
        first = actions.enter_session(held, actor=leader, now=now)
        second = actions.enter_session(held, actor=leader, now=now)
        assert first.code == "lam-viec-voi-bo"
        assert second.code != first.code
        there = PresentThere("guest", name={"vi": "Đoàn công tác", "en": "Delegation"})
        actions.add_present(first, there, actor=leader, now=now)
        ask = actions.add_ask(
            first, AskSaid({"vi": "Thêm vốn", "en": "More"}, "central"), actor=leader, now=now
        )
        actions.answer_ask(
            ask, "Bộ đã bố trí vốn.", paper="CV 1", on=now.date(), actor=leader, now=now
        )
        whole = queries.session(first.code, now=now)
        assert whole is not None
        assert (len(whole.present), len(whole.asks), whole.open_asks) == (1, 1, 0)
        kinds = Event.objects.filter(kind__startswith="strategy.").values_list("kind", flat=True)
        assert {"strategy.session.entered", "strategy.ask.answered"} <= set(kinds)

    def test_loading_again_keeps_what_became_of_asks(self, governed: Path, now: datetime) -> None:
        leader = appoint("leader", "ubnd-tinh", on=now)
        ask = Ask.objects.filter(level="central")[0]
        actions.answer_ask(ask, "Đã trả lời.", on=now.date(), actor=leader, now=now)
        WorkingSession.objects.update(fingerprint="")
        loading.load(governed, actor=LOADER, now=now)
        assert Ask.objects.get(pk=ask.pk).answer == "Đã trả lời."
        assert Ask.objects.count() == 4

    def test_lists_cost_the_same_however_long(
        self, client: Client, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        leader = appoint("leader", "ubnd-tinh", on=now)
        client.get("/sessions")
        for number in range(3):
            held = SessionHeld(kind="visit", title={"vi": f"Đi {number}", "en": f"Visit {number}"})
            actions.enter_session(held, actor=leader, now=now)
            with django_assert_num_queries(5):
                client.get("/sessions")


class TestTheWall:
    def test_it_holds_one_thing_a_screen_without_inline_script(self, client: Client) -> None:
        page = text_of(client, "/board/wall?every=10")
        assert page.count('<section class="screen"') >= 5
        assert 'data-every="10"' in page
        assert "<script>" not in page

    @pytest.mark.parametrize("asked", ["0", "-1", "x", "99999", "²"])
    def test_a_senseless_time_is_the_usual_one(self, client: Client, asked: str) -> None:
        assert 'data-every="20"' in text_of(client, f"/board/wall?every={asked}")


def test_a_figure_that_turned_is_told_once(client: Client, now: datetime) -> None:
    board = queries.board(queries.Filters(), now=now)
    turned = {(one.indicator.code, one.measure): one.better for one in board.turned}
    assert turned["exports", "level"] is False
    assert turned["grdp", "growth_rate"] is True
    page = text_of(client, "/board")
    assert "nay tăng lên 6,5" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "nay giảm còn 27,6" not in page  # the finding of the hidden fall tells it
