"""SMS by a provider's HTTP interface, over real sockets."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.gateways.endpoints import EndpointError
from tinhso.gateways.sms import http as sms
from tinhso.gateways.tests.peers import HttpPeer, closed_port, http_peer, letter
from tinhso.kernel.messages.contracts import Arrived, Permanent, Receipt, Temporary, Untrusted

SECRET = "một bí mật"


@pytest.fixture(scope="module")
def server() -> Iterator[HttpPeer]:
    with http_peer() as found:
        yield found


@pytest.fixture
def peer(server: HttpPeer) -> HttpPeer:
    server.asked.clear()
    server.answer = lambda _: (200, {"data": {"sms_id": 77}})
    return server


def provider(peer: HttpPeer, **more: str) -> sms.HttpSms:
    held = {"template": sms.JSON_TEMPLATE, "token": "", "answer_id": "data.sms_id", **more}
    return sms.read_provider(f"{peer.url}/send", **held)


def test_a_letter_is_one_post_with_our_reference_and_gives_the_providers_id(peer: HttpPeer) -> None:
    sent = sms.carrier(provider(peer, token="t0ken"))(letter())
    assert sent.provider_ref == "77"
    (asked,) = peer.asked
    assert json.loads(asked.body) == {
        "to": "+84912345678",
        "text": "Phản ánh của bạn đã được xử lý.",
        "reference": "0190-0001",
    }
    assert asked.headers["idempotency-key"] == "0190-0001"
    assert asked.headers["authorization"] == "Bearer t0ken"


def test_the_template_makes_any_form_and_a_text_stays_in_its_field(peer: HttpPeer) -> None:
    template = "Msisdn={to_digits}&Local={to_national}&Content={text}&Type=8&Ref={reference}"
    body = 'Xin chào & "tạm biệt" {to}=1&Type=9'
    sms.carrier(provider(peer, template=template))(letter(body))
    (asked,) = peer.asked
    assert parse_qs(asked.body.decode()) == {
        "Msisdn": ["84912345678"],
        "Local": ["0912345678"],
        "Content": [body],
        "Type": ["8"],
        "Ref": ["0190-0001"],
    }


@given(st.text(max_size=50))
def test_no_text_breaks_out_of_a_json_template(text: str) -> None:
    template = '{"messages": [{"to": "{to_digits}", "content": "{text}"}], "unicode": 1}'
    whole = text.encode("utf-8", "replace").decode()
    body, _ = sms._filled(template, sms._values(letter(whole)))
    assert json.loads(body) == {
        "messages": [{"to": "84912345678", "content": whole}],
        "unicode": 1,
    }


@pytest.mark.parametrize("template", ["{", '{"to": "{to}"}', "text={text}", "nothing", "{}"])
def test_a_template_that_would_send_nothing_is_refused(template: str) -> None:
    with pytest.raises(EndpointError, match="TINHSO_SMS_TEMPLATE"):
        sms.check_template(template)


def test_user_and_password_of_the_address_are_basic_authority(peer: HttpPeer) -> None:
    address = peer.url.replace("http://", "http://tinhso:m%3At@")
    one = sms.read_provider(address, template="", token="", answer_id="id")
    sms.carrier(one)(letter())
    assert peer.asked[0].headers["authorization"] == "Basic dGluaHNvOm06dA=="
    assert "m:t" not in repr(one)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((500, Temporary), (503, Temporary), (429, Temporary), (400, Permanent), (302, Permanent)),
        *((401, Temporary), (402, Temporary)),  # our account's trouble and no letter's
    ],
)
def test_refusals_are_for_now_or_for_good(
    peer: HttpPeer, status: int, kind: type[Exception]
) -> None:
    peer.answer = lambda _: (status, b"")
    with pytest.raises(kind, match=str(status)):
        sms.carrier(provider(peer))(letter())


def test_a_provider_that_is_away_is_tried_again_later() -> None:
    away = sms.HttpSms(f"http://127.0.0.1:{closed_port()}/", deadline=5)
    with pytest.raises(Temporary):
        sms.carrier(away)(letter())


@pytest.mark.parametrize("body", [b"", b"OK 12", b"[]", b'{"data": null}', b"\xff", b"[" * 9999])
def test_an_answer_without_an_id_leaves_our_reference(peer: HttpPeer, body: bytes) -> None:
    peer.answer = lambda _: (200, body)
    assert sms.carrier(provider(peer))(letter()).provider_ref == "0190-0001"


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"X-Signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


MESSAGE = {"id": "m-1", "from": "84912345678", "text": "Mat nuoc o to 5", "time": "1795312800"}


def test_a_signed_message_is_read_as_json_and_as_a_form() -> None:
    wanted = Arrived(
        channel="sms",
        external_id="m-1",
        address="84912345678",
        text="Mat nuoc o to 5",
        sent_at=datetime.fromtimestamp(1795312800, UTC),
    )
    body = json.dumps(MESSAGE).encode()
    assert sms.parse(body, signed(body), SECRET) == wanted
    form = b"id=m-1&from=84912345678&text=Mat+nuoc+o+to+5&time=1795312800"
    bearer = {"Authorization": f"Bearer {SECRET}"}
    assert sms.parse(form, bearer, SECRET) == wanted


def test_the_providers_own_names_are_followed() -> None:
    names = sms.read_names("id=sms.id, sender=sms.msisdn, text=sms.content")
    held = {"sms": {"id": 5, "msisdn": "0912345678", "content": "Có"}}
    body = json.dumps(held).encode()
    got = sms.parse(body, signed(body), SECRET, names=names)
    assert isinstance(got, Arrived)
    assert (got.external_id, got.address, got.text) == ("5", "0912345678", "Có")
    with pytest.raises(EndpointError, match="sendre"):
        sms.read_names("sendre=x")


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("DELIVRD", Receipt("sms", "77", delivered=True)),
        ("delivered", Receipt("sms", "77", delivered=True)),
        ("UNDELIV", Receipt("sms", "77", delivered=False, error="undeliv")),
        ("ACCEPTD", None),
    ],
)
def test_a_status_is_a_receipt(status: str, wanted: Receipt | None) -> None:
    body = json.dumps({"id": 77, "status": status}).encode()
    assert sms.parse(body, signed(body), SECRET) == wanted


BODY = json.dumps(MESSAGE).encode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(BODY, "another"),
        signed(BODY + b" "),
        {"X-Signature": ""},
        {"X-Signature": "đ"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic " + SECRET},
    ],
)
def test_what_is_not_proven_is_not_read(headers: dict[str, str]) -> None:
    with pytest.raises(Untrusted):
        sms.parse(BODY, headers, SECRET)


def test_without_a_secret_nothing_is_proven() -> None:
    with pytest.raises(Untrusted):
        sms.parse(BODY, signed(BODY, ""), "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff\xfe",
        b'{"id": "1"}',
        b'{"id": {"a": 1}, "from": "1", "text": "x"}',
        b'{"id": "1", "text": "x"}',
        b'{"a":' * 5000,
        b"&".join(b"f%d=1" % n for n in range(200)),
        b'{"id": "1", "from": "2", "text": "' + b"x" * 70_000 + b'"}',
    ],
)
def test_a_proven_body_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(Untrusted):
        sms.parse(body, signed(body), SECRET)


@given(st.binary(max_size=300))
def test_whatever_a_provider_sends_it_is_read_or_refused(body: bytes) -> None:
    try:
        sms.parse(body, signed(body), SECRET)
    except Untrusted:
        return


def test_half_a_surrogate_pair_and_a_nul_are_mended() -> None:
    body = rb'{"id": "1", "from": "2", "text": "a\ud83d b\u0000"}'
    got = sms.parse(body, signed(body), SECRET)
    assert isinstance(got, Arrived)
    got.text.encode()
    assert not got.text.endswith("\0")
