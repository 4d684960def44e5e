"""The screens of reviewing: every decision is kept at once, with scripts and without."""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.documents.actions import enter_document
from tinhso.kernel.indicators.models import Observation
from tinhso.kernel.ledger.actors import LOADER, Actor
from tinhso.kernel.people import actions as people
from tinhso.kernel.units.models import Kind, Unit
from tinhso.systems.insight import actions, demonstration
from tinhso.systems.insight.models import Claim, Reading, State
from tinhso.systems.insight.tests import review_story as story

pytestmark = pytest.mark.django_db
HERE = "/insight/documents/bao-cao-nhanh/"


def account_with_role(name: str, role: str, now: datetime) -> Client:
    account = people.open_account(name, actor=LOADER, now=now)
    unit = Unit.objects.filter(kind=Kind.PROVINCE, valid_to=None).get()
    people.appoint(
        account.pk, unit.pk, role, since=date(2026, 1, 1), reason="QĐ", actor=LOADER, now=now
    )
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk(loaded: Path, now: datetime) -> Client:
    del loaded
    return account_with_role("analyst", "analyst", now)


def sent(page: str) -> dict[str, str]:
    """Return what the card's form would send, as a browser fills it."""
    form = page[page.index('class="form review-form"') :]
    values = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    values |= dict(re.findall(r'<input[^>]*value="([^"]*)"[^>]*name="(\w+)"', form)) and values
    chosen = re.search(r'name="indicator" value="(\w+)" checked', form)
    values["indicator"] = chosen[1] if chosen else ""
    for name in ("unit", "relation", "measure", "kind"):
        options = form[form.index(f'name="{name}"') :]
        selected = re.search(r'<option value="([^"]*)" selected', options[: options.index("</sel")])
        assert selected
        values[name] = selected[1].replace("&lt;", "<").replace("&gt;", ">")
    for name in ("place", "base_period", "period", "among"):
        tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', form)
        value = re.search(r'value="([^"]*)"', tag[0]) if tag else None
        values[name] = value[1] if value else ""
    return values


def claim_at(reading: Reading, quote: str) -> Claim:
    return reading.claims.get(quote=quote)


def test_the_list_says_what_waits_in_each_document(desk: Client, reading: Reading) -> None:
    del reading
    page = desk.get("/insight/").content.decode()
    assert "Báo cáo nào cần đọc?" in page
    assert "Còn 6 số liệu" in page
    assert "Chưa đọc" in page, "the province's own briefs were not read here"


def test_the_list_costs_the_same_however_much_it_shows(
    desk: Client, reading: Reading, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    del reading
    desk.get("/insight/")
    with django_assert_num_queries(LIST):
        desk.get("/insight/")


LIST = 7
"""Session, account, posts, second factor; open findings, count and page of documents."""


def test_a_review_costs_the_same_however_many_claims_it_holds(
    desk: Client,
    reading: Reading,
    analyst: Actor,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    claim = claim_at(reading, "19.680 tỷ đồng")
    desk.get(HERE)  # what a process reads once
    with django_assert_num_queries(REVIEW):
        desk.get(f"{HERE}?claim={claim.pk}")
    actions.read_document(
        reading.document,
        story.found(story.BUDGET),
        reader="test-2",
        actor=analyst,
        now=now,
    )
    with django_assert_num_queries(REVIEW):
        desk.get(f"{HERE}?claim={claim.pk}")
    with django_assert_num_queries(FINDINGS):
        desk.get("/insight/findings/")


REVIEW = 7
"""Session, account, posts, second factor; the reading, its claims, the doubts about one."""
FINDINGS = 8
"""The first four; how many, the findings, their sides, how many of each kind."""


def test_a_demonstration_reads_again_with_a_newer_reader_and_keeps_decisions(
    loaded: Path, analyst: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> int:
        return demonstration.load_demonstration(loaded, actor=LOADER, now=now).created

    documents = load()
    assert documents > 0
    assert load() == 0
    claim = Claim.objects.filter(indicator__code="exports", kind="estimate")[0]
    actions.reject(claim.pk, seen=1, actor=analyst, now=now)
    monkeypatch.setattr("tinhso.systems.insight.reader.version", lambda: "newer")
    assert load() == documents
    assert Reading.objects.filter(superseded_at=None).count() == documents
    again = Claim.objects.get(pk=claim.pk)
    assert (again.state, again.reading.reader) == ("rejected", "newer")


def test_a_text_stands_with_its_claims_marked_and_the_first_on_the_card(
    desk: Client, reading: Reading
) -> None:
    page = desk.get(HERE).content.decode()
    assert page.count('class="claim claim-proposed') == len(story.READING.claims) + 2, (
        "and a legend"
    )
    assert page.count(' aria-current="true"') >= 1
    assert 'class="oddity-typo"' in page
    assert "style=" not in page
    first = claim_at(reading, "162,5 nghìn tỷ đồng")
    assert f'data-claim="{first.pk}"' in page


def test_a_long_text_is_shown_by_parts_and_opens_where_the_claim_stands(
    desk: Client, analyst: Actor, now: datetime
) -> None:
    text = "Lời dẫn.\n\n" * 20_000 + "Thu ngân sách năm 2024 đạt 19.680 tỷ đồng."
    document, _ = enter_document(replace(story.PAPER, text=text), actor=analyst, now=now)
    last = story.claim("19.680 tỷ đồng", "budget_revenue", "19680e9", "VND", text=text)
    reading = actions.read_document(document, story.found(last), reader="t", actor=analyst, now=now)
    claim = reading.claims.get()
    page = desk.get(HERE).content.decode()
    assert f'id="m{claim.pk}"' in page
    assert len(page) < len(text)
    assert f'id="m{claim.pk}"' not in desk.get(f"{HERE}?p=1").content.decode()


def test_claims_that_lie_in_each_other_both_keep_their_place(
    desk: Client, analyst: Actor, now: datetime
) -> None:
    text = "Toàn tỉnh có 118/126 xã đạt chuẩn."
    document, _ = enter_document(replace(story.PAPER, text=text), actor=analyst, now=now)
    whole = story.claim("118/126 xã", "communes_new_rural", "118", "count", text=text)
    inner = story.claim("126 xã", None, "126", "count", text=text)
    found = story.found(whole, inner)
    reading = actions.read_document(document, found, reader="t", actor=analyst, now=now)
    page = desk.get(HERE).content.decode()
    for claim in reading.claims.all():
        assert page.count(f'id="m{claim.pk}"') == 1
    words = re.sub(r"<[^>]*>", "", re.sub(r"<span[^>]*>[^<]*</span>", "", page))
    assert text in words


def test_a_claim_is_accepted_without_any_script(desk: Client, reading: Reading) -> None:
    claim = claim_at(reading, "19.680 tỷ đồng")
    page = desk.get(f"{HERE}?claim={claim.pk}").content.decode()
    answer = desk.post(f"{HERE}claims/{claim.pk}/", {**sent(page), "decision": "accept"})
    following = claim_at(reading, "71,5 triệu đồng")
    assert answer.status_code == 302
    assert answer["Location"] == f"{HERE}?claim={following.pk}#m{following.pk}"
    claim.refresh_from_db()
    assert claim.state == State.ACCEPTED, "what was not touched is no correction"
    assert claim.observation is not None


def test_with_scripts_only_the_card_and_what_changed_come_back(
    desk: Client, reading: Reading
) -> None:
    claim = claim_at(reading, "19.680 tỷ đồng")
    page = desk.get(f"{HERE}?claim={claim.pk}").content.decode()
    values = {**sent(page), "decision": "accept"}
    answer = desk.post(f"{HERE}claims/{claim.pk}/", values, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "<html" not in part
    assert f'data-changed="{claim.pk}" data-state="accepted"' in part
    assert 'id="review-progress" hx-swap-oob="true"' in part


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [("vi", "71,6", "71600000"), ("en", "71.6", "71600000")],
)
def test_what_was_typed_is_read_in_the_readers_language(
    desk: Client, reading: Reading, language: str, typed: str, value: str
) -> None:
    desk.post("/i18n/setlang/", {"language": language})
    claim = claim_at(reading, "71,5 triệu đồng")
    page = desk.get(f"{HERE}?claim={claim.pk}").content.decode()
    values = {**sent(page), "decision": "accept", "value": typed}
    assert desk.post(f"{HERE}claims/{claim.pk}/", values).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.value) == ("corrected", Decimal(value))


def test_an_unknown_subject_is_offered_choices_and_none_is_chosen(
    desk: Client, reading: Reading
) -> None:
    claim = claim_at(reading, "12 hợp tác xã")
    page = desk.get(f"{HERE}?claim={claim.pk}").content.decode()
    assert "Chưa có trong danh mục" in page
    assert 'name="indicator"' in page, "the catalogue has something alike"
    assert not re.search(r'name="indicator" value="\w+" checked', page)
    answer = desk.post(f"{HERE}claims/{claim.pk}/", {**sent(page), "decision": "accept"})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy chọn chỉ tiêu" in words
    assert "hãy ghi kỳ" in words


def test_an_indicator_is_found_with_or_without_diacritics(desk: Client, reading: Reading) -> None:
    claim = claim_at(reading, "12 hợp tác xã")
    for typed in ("thu ngan sach", "thu ngân", "GRDP"):
        found = desk.get(f"{HERE}claims/{claim.pk}/indicators/", {"q": typed}).content.decode()
        assert 'value="budget_revenue"' in found or 'value="grdp"' in found, typed
        assert "checked" not in found
    missing = desk.get(f"{HERE}claims/{claim.pk}/indicators/", {"q": "<b>zzz"}).content.decode()
    assert "<b>" not in missing


def test_without_scripts_the_search_keeps_what_was_typed(desk: Client, reading: Reading) -> None:
    claim = claim_at(reading, "12 hợp tác xã")
    page = desk.get(f"{HERE}?claim={claim.pk}").content.decode()
    values = {**sent(page), "decision": "find", "q": "xuất khẩu", "period": "quý I/2024"}
    answer = desk.post(f"{HERE}claims/{claim.pk}/", values).content.decode()
    assert 'value="exports"' in answer
    assert 'value="quý I/2024"' in answer
    assert claim_at(reading, "12 hợp tác xã").is_open


def test_who_comes_late_learns_what_the_other_decided(
    desk: Client, reading: Reading, now: datetime
) -> None:
    claim = claim_at(reading, "71,5 triệu đồng")
    page = desk.get(f"{HERE}?claim={claim.pk}").content.decode()
    other = people.open_account("dong-nghiep", actor=LOADER, now=now)
    actions.reject(claim.pk, seen=1, actor=Actor(f"account:{other.pk}"), now=now)
    values = {**sent(page), "decision": "accept", "value": "72,25"}
    answer = desk.post(f"{HERE}claims/{claim.pk}/", values)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "dong-nghiep đã bác số liệu này" in words
    assert 'value="72,25"' in words, "what was typed is not lost"
    assert 'name="seen" value="2"' in words, "who has read it may decide again"
    assert not Observation.objects.filter(source="bao-cao-nhanh").exists()


def test_after_the_last_claim_it_says_what_the_review_has_brought(
    desk: Client, reading: Reading, analyst: Actor, now: datetime
) -> None:
    for claim in reading.claims.exclude(quote="71,5 triệu đồng"):
        actions.reject(claim.pk, seen=1, actor=analyst, now=now)
    last = claim_at(reading, "71,5 triệu đồng")
    page = desk.get(f"{HERE}?claim={last.pk}").content.decode()
    values = {**sent(page), "decision": "accept"}
    answer = desk.post(f"{HERE}claims/{last.pk}/", values, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"{HERE}summary/"
    brought = desk.get(f"{HERE}summary/").content.decode()
    assert "Thu nhập bình quân đầu người" in brought
    assert "Mục tiêu đổi tình hình" in brought
    assert "Chưa có số" in brought
    assert "71,5" in brought


def test_a_decision_is_taken_back_on_the_screen(
    desk: Client, reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = claim_at(reading, "19.680 tỷ đồng")
    actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    answer = desk.post(f"{HERE}claims/{claim.pk}/", {"decision": "undo", "seen": "2"})
    assert answer["Location"].startswith(f"{HERE}?claim={claim.pk}")
    assert claim_at(reading, "19.680 tỷ đồng").is_open


def test_claims_go_out_as_tables_and_lines(desk: Client, reading: Reading) -> None:
    del reading
    lines = desk.get(f"{HERE}claims.jsonl").content.decode().splitlines()
    records = [json.loads(line) for line in lines]
    assert [one["quote"] for one in records] == [one.quote for one in story.READING.claims]
    assert records[0]["value"] == 162500000000000
    assert records[4]["scope"] == "VN"
    assert {one["state"] for one in records} == {"proposed"}
    table = desk.get(f"{HERE}claims.csv").content.decode()
    assert table.count("\n") == len(records) + 1


def test_a_report_is_dropped_and_read(desk: Client) -> None:
    text = "Báo cáo nhanh quý III\n\nThu ngân sách năm 2024 đạt 19.680 tỷ đồng.\n"
    file = SimpleUploadedFile("bao-cao.txt", text.encode())
    answer = desk.post("/insight/", {"file": file})
    assert answer.status_code == 302
    page = desk.get(answer["Location"]).content.decode()
    assert "19.680 tỷ đồng" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [("trong.txt", b" \n "), ("hong.docx", b"PK\x03\x04 broken"), ("a.txt", b"\x00\x01")],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_cure(
    desk: Client, name: str, data: bytes
) -> None:
    answer = desk.post("/insight/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()


def test_others_may_not_review(loaded: Path, reading: Reading, now: datetime) -> None:
    del loaded
    leader = account_with_role("leader", "leader", now)
    claim = claim_at(reading, "19.680 tỷ đồng")
    assert leader.get(HERE).status_code == 403
    assert (
        leader.post(f"{HERE}claims/{claim.pk}/", {"decision": "reject", "seen": 1}).status_code
        == 403
    )
    assert Client().get(HERE).status_code == 302
