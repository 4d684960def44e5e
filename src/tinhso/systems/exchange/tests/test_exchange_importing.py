"""Figures brought in from a file: as a whole, after a yes, or not at all."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tinhso.kernel.documents.sheets import UnreadableSheetError
from tinhso.kernel.indicators.actions import Figure, enter_figure
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.sheets import as_csv, as_workbook, cells_of, read_figures, template
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions as people
from tinhso.kernel.units.models import Unit
from tinhso.systems.exchange import actions
from tinhso.systems.exchange.models import Staged
from tinhso.systems.exchange.queries import staging

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HEAD = ["indicator", "measure", "area", "period", "value", "among", "method", "confidence"]


def sheet(*rows: Iterable[object], head: Iterable[str] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def held() -> list[Observation]:
    rows = Observation.objects.filter(superseded_at__isnull=True)
    return list(rows.select_related("indicator", "area", "citation__document"))


def written(one: Observation) -> list[str]:
    return cells_of(one, lambda _one: "http://example.org/x", demonstration=False)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("excel", [True, False], ids=["xlsx", "csv"])
def test_everything_goes_out_and_comes_in_unchanged(language: str, excel: bool) -> None:
    with override(language):
        rows = [written(one) for one in held()]
        content = as_workbook(rows) if excel else "".join(as_csv(rows)).encode()
        read = read_figures(content, staging.lists(), source="nobody")
    assert read.bad == ()
    assert len(read.figures) == len(rows) > 50
    file = Staged(file_name="x", rows=staging.as_plain(read.figures))
    assert [one.changed for one in staging.planned(file)] == [()] * len(rows)
    assert not list(staging.lost_quotes(read.figures))


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).filter(
    lambda text: text == "" or bool(text.strip())
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.decimals(-(10**23), 10**23, places=6),
    relation=st.sampled_from(["=", "<", ">", "~", "<=", ">="]),
    kind=st.sampled_from(["actual", "estimate", "forecast"]),
    period=st.sampled_from(["2019", "2024-09", "2024-Q1", "2024-H2", "2024-M9", "2020/2025"]),
    confidence=st.sampled_from("HML"),
    method=TEXTS,
    note=TEXTS,
    source=TEXTS.filter(bool),
    since=st.sampled_from([None, date(2025, 7, 1)]),
    excel=st.booleans(),
)
def test_any_observation_goes_out_and_comes_in_again_unchanged(
    value: Decimal,
    relation: str,
    kind: str,
    period: str,
    confidence: str,
    method: str,
    note: str,
    source: str,
    since: date | None,
    excel: bool,
) -> None:
    area = Unit.objects.get(code="19", valid_from=since)
    figure = Figure(
        indicator=Indicator.objects.get(code="grdp"),
        area=area,
        period=period,
        value=value,
        source=source,
        confidence=confidence,
        relation=relation,
        kind=kind,
        method=method,
        note={"vi": note} if note else {},
    )
    entered = enter_figure(figure, actor=LOADER, now=NOW).figure
    entered.refresh_from_db()
    rows = [written(entered)]
    content = as_workbook(rows) if excel else "".join(as_csv(rows)).encode()
    read = read_figures(content, staging.lists(), source="nobody")
    assert read.bad == ()
    one = staging.planned(Staged(rows=staging.as_plain(read.figures)))[0]
    assert one.standing == entered
    assert one.changed == ()


def test_every_bad_cell_is_named_with_its_cure() -> None:
    content = sheet(
        ["grpd", "level", "19", "2024", "1", "", "", ""],
        ["grdp", "level", "99", "2024", "1", "", "", ""],
        ["grdp", "level", "19", "năm ngoái", "1", "", "", ""],
        ["grdp", "level", "19", "2024", "1.030,5", "", "", ""],
        ["grdp", "rank", "19", "2024", "4", "", "", ""],
        ["grdp", "level", "19", "2024", "", "", "", "X"],
        ["grdp", "change_from_base", "19", "2024", "4", "", "", ""],
    )
    with override("vi"):
        read = read_figures(content, staging.lists(), source="x")
    said = {(cell.place, cell.message.partition(":")[0]) for cell in read.bad}
    assert {place for place, _message in said} == {
        "A2", "C3", "D4", "E5", "F6", "G6", "E7", "H7", "A8",
    }  # fmt: skip
    assert "Có phải “grdp”?" in str(read.bad[0])
    assert all(cell.sheet == "tệp CSV" for cell in read.bad)
    assert all(cell.message for cell in read.bad)


def test_two_rows_of_one_figure_are_named() -> None:
    row = ["grdp", "level", "19", "2024", "1", "", "", ""]
    read = read_figures(sheet(row, row), staging.lists(), source="x")
    assert [cell.row for cell in read.bad] == [3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "thiếu cột"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"indicator,area,period,value\n", "chưa có dòng"),
        (b"PK\x03\x04 not a workbook", "không phải Excel"),
        (b"a,b\n1,2\n", "thiếu cột"),
        (b"x" * (10 * 2**20 + 1), "lớn quá 10 MB"),
        (b"indicator,area,period,value\n" + b"grdp,19,2024,1\n" * 20_001, "Nhiều nhất"),
    ],
    ids=["empty", "encoding", "no rows", "broken", "no columns", "too large", "too many"],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(content: bytes, words: str) -> None:
    with override("vi"), pytest.raises(UnreadableSheetError, match=words):
        read_figures(content, staging.lists(), source="x")


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_figures(content, staging.lists(), source="x")
    except UnreadableSheetError:
        return


def test_a_spreadsheets_own_habits_are_understood() -> None:
    book = Workbook()
    lines = book.worksheets[0]
    lines.append(["Kỳ", "Giá trị", "Mã địa bàn", "Mã chỉ tiêu", "Cách đo"])
    lines.append([2031, 1.5e14, 19, "grdp", "Giá trị"])
    lines.append([datetime(2031, 9, 1), 6.5, "19", "grdp", "Tốc độ tăng"])  # noqa: DTZ001
    out = io.BytesIO()
    book.save(out)
    with override("vi"):
        read = read_figures(out.getvalue(), staging.lists(), source="x")
    assert read.bad == ()
    assert [(one.period, one.value, one.measure) for one in read.figures] == [
        ("2031", Decimal(150_000_000_000_000), "level"),
        ("2031-09", Decimal("6.5"), "growth_rate"),
    ]


def test_the_empty_form_reads_as_empty_and_lists_the_indicators() -> None:
    content = template(Indicator.objects.all())
    with pytest.raises(UnreadableSheetError):
        read_figures(content, staging.lists(), source="x")
    book = load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 3
    codes = {row[0] for row in book.worksheets[2].iter_rows(values_only=True)}
    assert "grdp" in codes


@pytest.fixture
def analyst() -> Client:
    unit = Unit.objects.get(code="19", valid_from=date(2025, 7, 1))
    account = people.open_account("tong.hop", actor=LOADER, now=NOW)
    since = date(2026, 1, 1)
    people.appoint(
        account.pk, unit.pk, "analyst", since=since, reason="QĐ 1", actor=LOADER, now=NOW
    )
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, content: bytes, **said: str) -> HttpResponseBase:
    file = SimpleUploadedFile("quy-3.csv", content)
    fields = {"file": file, "source": "bao-cao-quy-3", "reason": "Số quý III", **said}
    return client.post("/data/import/", fields)


def test_a_file_is_shown_first_and_taken_in_as_a_whole_with_one_event(analyst: Client) -> None:
    before = Observation.objects.count()
    content = sheet(
        ["grdp", "level", "19", "2031", "150000000000000", "", "", "H"],
        ["exports", "level", "19", "2031", "31000000000", "", "", ""],
    )
    sent = send(analyst, content)
    assert sent.status_code == 302
    assert Observation.objects.count() == before
    page = analyst.get(sent.headers["Location"]).content.decode()
    assert "150 nghìn tỷ đồng" in page.replace("\N{NO-BREAK SPACE}", " ")
    events = Event.objects.count()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    done = analyst.post(sent.headers["Location"], {"seen": seen}, follow=True)
    assert "2 số mới" in done.content.decode()
    assert Event.objects.count() == events + 1
    new = Observation.objects.filter(source="bao-cao-quy-3")
    assert {(one.indicator.code, one.confidence) for one in new} == {
        ("grdp", "H"),
        ("exports", "M"),
    }
    assert not Staged.objects.exists()
    assert analyst.get(sent.headers["Location"]).status_code == 404


def test_a_changed_figure_supersedes_and_a_same_one_stays(analyst: Client) -> None:
    del analyst
    lists = staging.lists()
    first = read_figures(sheet(["grdp", "", "19", "2031", "1", "", "", ""]), lists, source="s")
    staged = actions.stage("a", first.figures, source="s", reason="r", actor=LOADER, now=NOW)
    actions.take_in(staged, staging.seen(staging.planned(staged)), actor=LOADER, now=NOW)
    again = read_figures(
        sheet(
            ["grdp", "", "19", "2031", "2", "", "", ""],
            ["exports", "", "19", "2031", "3", "", "", ""],
        ),
        lists,
        source="s",
    )
    staged = actions.stage("b", again.figures, source="s", reason="r", actor=LOADER, now=NOW)
    plan = staging.planned(staged)
    assert [bool(one.standing) for one in plan] == [True, False]
    done = actions.take_in(staged, staging.seen(plan), actor=LOADER, now=NOW)
    assert (done["created"], done["changed"]) == (1, 1)
    values = Observation.objects.filter(source="s", indicator__code="grdp")
    assert [one.value for one in values.order_by("pk")] == [1, 2]
    assert [one.superseded_at is None for one in values.order_by("pk")] == [False, True]


def test_what_another_changed_meanwhile_is_shown_again_and_nothing_is_lost() -> None:
    lists = staging.lists()
    read = read_figures(sheet(["grdp", "", "19", "2031", "1", "", "", ""]), lists, source="s")
    staged = actions.stage("a", read.figures, source="s", reason="r", actor=LOADER, now=NOW)
    seen = staging.seen(staging.planned(staged))
    other = read.figures[0]
    enter_figure(
        Figure(
            indicator=Indicator.objects.get(pk=other.indicator),
            area=Unit.objects.get(pk=other.area),
            period="2031",
            value=Decimal(9),
            source="s",
            confidence="M",
        ),
        actor=LOADER,
        now=NOW,
    )
    with pytest.raises(actions.ChangedMeanwhileError):
        actions.take_in(staged, seen, actor=LOADER, now=NOW)
    assert Staged.objects.filter(pk=staged.pk).exists()


def test_words_of_a_document_lead_to_them_and_lost_words_are_named(analyst: Client) -> None:
    head = [*HEAD, "source", "quote"]
    words = "GRDP năm 2024 là 162,5 nghìn tỷ đồng"
    row = ["grdp", "", "19", "2032", "1", "", "", "", "tom-luoc-ket-qua-2024"]
    lost = send(analyst, sheet([*row, "chữ này không có"], head=head))
    assert lost.status_code == 422
    assert "không đứng đúng một lần" in lost.getvalue().decode()
    sent = send(analyst, sheet([*row, words], head=head))
    page = analyst.get(sent.headers["Location"]).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    analyst.post(sent.headers["Location"], {"seen": seen})
    figure = Observation.objects.get(period="2032")
    assert figure.citation is not None
    assert figure.citation.quote == words


def test_bad_cells_are_listed_and_nothing_is_staged(analyst: Client) -> None:
    answer = send(analyst, sheet(["grpd", "", "19", "2031", "1", "", "", ""]))
    assert answer.status_code == 422
    assert "A2" in answer.getvalue().decode()
    assert not Staged.objects.exists()
    assert send(analyst, b"", source="").status_code == 422


def test_another_persons_file_is_not_shown(analyst: Client) -> None:
    read = read_figures(
        sheet(["grdp", "", "19", "2031", "1", "", "", ""]), staging.lists(), source="s"
    )
    staged = actions.stage("a", read.figures, source="s", reason="r", actor=LOADER, now=NOW)
    assert analyst.get(f"/data/import/{staged.pk}/").status_code == 404


def test_ten_thousand_rows_are_no_trouble() -> None:
    years = [f"{year:04}" for year in range(1000, 6000)]
    content = sheet(
        *(["grdp", "", "19", year, "1", "", "", ""] for year in years),
        *(["exports", "", "19", year, "1", "", "", ""] for year in years),
    )
    read = read_figures(content, staging.lists(), source="s")
    assert len(read.figures) == 10_000
    staged = actions.stage("a", read.figures, source="s", reason="r", actor=LOADER, now=NOW)
    plan = staging.planned(staged)
    done = actions.take_in(staged, staging.seen(plan), actor=LOADER, now=NOW)
    assert done["created"] == 10_000
