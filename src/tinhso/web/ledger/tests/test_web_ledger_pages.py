"""The ledger's pages and addresses, as a visitor and as a machine meet them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.kernel.ledger import keys, kinds, queries
from tinhso.kernel.ledger.actions import record_promise
from tinhso.kernel.ledger.actors import ANONYMOUS, CLOCK
from tinhso.kernel.ledger.rules.notes import Verifier, open_checkpoint
from tinhso.kernel.ledger.rules.receipts import LARGEST_RECEIPT, Receipt, Terms
from tinhso.kernel.ledger.sealing import begin_epoch
from tinhso.web.ledger.story import STORY

NOW = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _kinds() -> None:
    kinds.register({"test.filed": "Đã nhận thử"})


def filed() -> UUID:
    promise = record_promise(
        "test.filed",
        f"case:{uuid4()}",
        terms=Terms("TN-26-0001", NOW + timedelta(days=10), "10 ngày (tham khảo)"),
        signer=keys.signer(),
        actor=ANONYMOUS,
        now=NOW,
        commitments={"text": "ổ gà"},
    )
    return UUID(promise.event)


def sealed() -> None:
    # A test's own transaction is never finished; a new epoch seals what it sees.
    begin_epoch(actor=CLOCK, now=NOW, signer=keys.signer())


def receipt_of(event: UUID) -> str:
    receipt = queries.receipt(event, values={"text": "ổ gà"}, signer=keys.signer())
    return receipt.model_dump_json()


def upload(client: Client, content: str | bytes) -> "tuple[int, str]":
    raw = content.encode() if isinstance(content, str) else content
    answer = client.post(
        reverse("ledger:verify"), {"file": SimpleUploadedFile("receipt.json", raw), "text": ""}
    )
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_the_first_page_tells_the_head_and_takes_a_receipt(client: Client) -> None:
    before = client.get(reverse("ledger:index")).content.decode()
    assert "Kiểm chứng biên nhận của bạn" in before
    filed()
    sealed()
    head = queries.latest_head()
    assert head is not None
    after = client.get(reverse("ledger:index")).content.decode()
    assert bytes(head.root).hex()[:8] in after
    assert str(keys.verifier()).partition("+")[0] in after


@pytest.mark.django_db
def test_a_sealed_receipt_is_found_right(client: Client) -> None:
    event = filed()
    sealed()
    status, page = upload(client, receipt_of(event))
    assert status == 200
    assert "Biên nhận này đúng" in page
    assert "TN-26-0001" in page
    assert page.count("status-ok") == 6
    assert "Đã nhận thử" in page


@pytest.mark.django_db
def test_a_receipt_not_sealed_yet_is_right_and_waits(client: Client) -> None:
    status, page = upload(client, receipt_of(filed()))
    assert status == 200
    assert "đang chờ vào sổ" in page
    assert page.count("status-none") == 3


@pytest.mark.django_db
def test_a_later_due_date_written_into_the_file_is_found_out(client: Client) -> None:
    event = filed()
    sealed()
    status, page = upload(client, receipt_of(event).replace("2026-12-04", "2026-12-03"))
    assert status == 200
    assert "Biên nhận này không đúng" in page
    assert "Tỉnh đã hẹn với bạn" not in page


@pytest.mark.django_db
def test_a_head_that_is_not_ours_is_found_out(client: Client) -> None:
    event = filed()
    sealed()
    receipt = Receipt.parse(receipt_of(event))
    assert receipt.inclusion is not None
    _, page = upload(
        client, receipt.model_dump_json().replace("time 2026-11-24", "time 2026-11-23")
    )
    assert "Biên nhận này không đúng" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp biên nhận"),
        (b"\xff\xd8\xff", "Đây không phải biên nhận của sổ"),
        (b'{"event": 1}', "mục “event”"),
        (b"x" * (LARGEST_RECEIPT + 1), "Tệp quá lớn"),
    ],
)
def test_a_wrong_file_is_refused_with_the_cure(client: Client, content: bytes, words: str) -> None:
    status, page = upload(client, content)
    assert status == 422
    assert words in page


@pytest.mark.django_db
def test_pasted_text_is_kept_when_it_is_wrong_and_nothing_chosen_is_said(client: Client) -> None:
    page = client.post(reverse("ledger:verify"), {"text": "không phải"}).content.decode()
    assert ">\nkhông phải</textarea>" in page
    page = client.post(reverse("ledger:verify"), {}).content.decode()
    assert "Hãy chọn tệp biên nhận" in page


@pytest.mark.django_db
def test_pasted_text_is_verified_like_a_file(client: Client) -> None:
    page = client.post(reverse("ledger:verify"), {"text": receipt_of(filed())}).content.decode()
    assert "đang chờ vào sổ" in page


@pytest.mark.django_db
def test_verifying_needs_the_pages_own_token(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("ledger:verify"), {"text": "x"}).status_code == 403
    assert client.get(reverse("ledger:verify")).status_code == 405


@pytest.mark.django_db
def test_machines_read_key_head_and_proofs(client: Client) -> None:
    assert client.get(reverse("ledger:checkpoint")).status_code == 404
    event = filed()
    assert client.get(reverse("ledger:inclusion", args=[event])).status_code == 202
    sealed()
    verifier = Verifier.parse(client.get(reverse("ledger:key")).content.decode())
    note = client.get(reverse("ledger:checkpoint")).content.decode()
    said = open_checkpoint(note, verifier)
    proof = client.get(reverse("ledger:inclusion", args=[event])).json()["inclusion"]
    assert proof["checkpoint"] == note
    heads = client.get(reverse("ledger:heads")).json()["checkpoints"]
    assert heads == [note]
    assert client.get(reverse("ledger:heads") + f"?after={said.size}").json() == {"checkpoints": []}
    consistency = reverse("ledger:consistency", args=[1, said.size])
    assert client.get(consistency).json()["old"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("proof/00000000-0000-4000-8000-000000000000.json", 404),
        ("proof/not-an-id.json", 404),
        ("consistency/0-1.json", 404),
        ("consistency/5-3.json", 404),
        ("consistency/1-99999999999999999999.json", 404),
        ("heads.json?after=-1", 400),
        ("heads.json?after=²", 400),
        ("heads.json?after=99999999999999999999", 400),
    ],
)
def test_what_is_not_there_is_said_so(client: Client, address: str, status: int) -> None:
    assert client.get(reverse("ledger:index") + address).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("act", [1, 2, 3, 4])
def test_a_visitor_plays_each_act(client: Client, act: int) -> None:
    words = str(STORY[5].tempting)
    page = client.get(reverse("ledger:sandbox"), {"act": str(act), "line": "6", "words": words})
    text = page.content.decode()
    assert f"Bước {act}" in text
    assert f'<p class="strong">{words}</p>' in text
    assert ("status-bad" in text) is True


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"act": "9", "line": "1", "words": "x"},
        {"act": "1", "line": "99", "words": "x"},
        {"act": "<b>", "line": "-", "words": "x"},
        {"act": "1", "line": "1", "words": "x" * 161},
    ],
)
def test_nonsense_leaves_the_honest_log(client: Client, query: dict[str, str]) -> None:
    page = client.get(reverse("ledger:sandbox"), query)
    assert page.status_code == 200
    assert "status-bad" not in page.content.decode()


@pytest.mark.django_db
def test_the_same_words_are_refused_and_kept(client: Client) -> None:
    words = str(STORY[0].words)
    page = client.get(reverse("ledger:sandbox"), {"act": "1", "line": "1", "words": words})
    assert "Hãy đổi ít nhất một chữ." in page.content.decode()


@pytest.mark.django_db
def test_what_a_visitor_writes_is_text_and_nothing_else(client: Client) -> None:
    query = {"act": "1", "line": "1", "words": "<script>alert(1)</script>"}
    page = client.get(reverse("ledger:sandbox"), query).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.django_db
def test_the_sandbox_speaks_english_too(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    query = {"act": "1", "line": "1", "words": "x"}
    page = client.get(reverse("ledger:sandbox"), query).content.decode()
    assert "Caught at once" in page
