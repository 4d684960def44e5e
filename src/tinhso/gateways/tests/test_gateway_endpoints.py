"""Settings are read strictly, and HTTP gateways are bounded."""

import http.client
import threading
from collections.abc import Iterator

import pytest

from tinhso.gateways import calling
from tinhso.gateways.endpoints import EndpointError, read_endpoint
from tinhso.gateways.mail import read_imap, read_smtp
from tinhso.gateways.sms.smpp.settings import read_smpp
from tinhso.gateways.tests.peers import (
    HttpPeer,
    babbling,
    closed_port,
    dripping,
    http_peer,
    raw_peer,
    silent,
)
from tinhso.kernel.messages.contracts import Temporary


def test_an_url_gives_who_and_where_with_its_quoting_undone() -> None:
    smtp = read_smtp(
        "smtps://lan%40x:m%E1%BA%ADt%2F@mail.example?from=1022@x.example&name=Tổng+đài"
    )
    assert (smtp.endpoint.user, smtp.endpoint.password) == ("lan@x", "mật/")
    assert (smtp.endpoint.port, smtp.sender, smtp.name) == (465, "1022@x.example", "Tổng đài")
    imap = read_imap("imaps://u:p@mail.example/1022/in?done=Da+nhan&every=5", own="1022@x.example")
    assert (imap.folder, imap.done, imap.every, imap.endpoint.port) == (
        *("1022/in", "Da nhan", 5, 993),
    )


def test_no_password_shows() -> None:
    smtp = read_smtp("smtps://u:geheim@mail.example?from=1022@x.example")
    assert "geheim" not in repr(smtp)
    with pytest.raises(EndpointError) as error:
        read_smtp("smtps://u:geheim@mail.example:bad?from=1022@x.example")
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "smtp+clear://u:p@mail.example?from=1022@x.example",  # a password in clear text, far away
        "http://mail.example?from=1022@x.example",
        "smtps://mail.example",  # who writes?
        "smtps://mail.example?from=1022",
        "smtps://?from=1022@x.example",
        "smtps://mail.example:99999?from=1022@x.example",
        "smtps://mail.example?from=1022@x.example&verify=no",  # nobody reads that
    ],
)
def test_what_is_unsafe_or_unknown_is_refused(url: str) -> None:
    with pytest.raises(EndpointError, match="TINHSO_SMTP"):
        read_smtp(url)


def test_clear_text_is_for_this_machine() -> None:
    for host in ("127.0.0.1", "[::1]", "localhost"):
        read_endpoint(f"smtp+clear://{host}", setting="S", ports={"smtp+clear": 25})


def test_a_message_centre_behind_a_vpn_may_be_clear_and_passwords_fit_smpp() -> None:
    centre = read_smpp("smpp+clear://1022:secret@10.0.0.7?from=UBND+TINH")
    assert (centre.endpoint.port, centre.sender, centre.ton) == (2775, "UBND TINH", 5)
    with pytest.raises(EndpointError, match="8 of a password"):
        read_smpp("smpps://1022:too-long-for-it@10.0.0.7?from=1022")


@pytest.mark.parametrize("rest", ["/Hộp thư", "?done=Đã nhận", "?every=0", "?every=often"])
def test_folders_are_named_in_ascii_and_looked_into_every_so_many_seconds(rest: str) -> None:
    with pytest.raises(EndpointError):
        read_imap(f"imaps://u:p@mail.example{rest}", own="1022@x.example")


def test_mail_is_fetched_only_where_it_can_be_answered() -> None:
    with pytest.raises(EndpointError, match="TINHSO_SMTP"):
        read_imap("imaps://u:p@mail.example", own="")


@pytest.fixture(scope="module")
def peer() -> Iterator[HttpPeer]:
    with http_peer() as found:
        yield found


@pytest.mark.parametrize("kind", [silent, dripping, babbling])
def test_a_gateway_that_is_slow_or_speaks_nonsense_is_down(kind: object) -> None:
    with raw_peer(kind) as port, pytest.raises(Temporary):  # type: ignore[arg-type]
        calling.call(f"http://127.0.0.1:{port}/", body=b"x", deadline=0.3)


def test_a_gateway_that_is_not_there_is_down() -> None:
    with pytest.raises(Temporary):
        calling.call(f"http://127.0.0.1:{closed_port()}/", body=b"x", deadline=5)


def test_whoever_answers_the_call_too_late_is_asked_nothing(
    peer: HttpPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = http.client.HTTPConnection.connect

    def slow(self: http.client.HTTPConnection) -> None:
        threading.Event().wait(0.05)
        connect(self)

    monkeypatch.setattr(http.client.HTTPConnection, "connect", slow)
    peer.asked.clear()
    with pytest.raises(Temporary):
        calling.call(peer.url, body=b"x", deadline=0.01)
    assert peer.asked == []


def test_an_answer_too_large_is_none(peer: HttpPeer) -> None:
    peer.answer = lambda _: (200, b"x" * 200_000)
    with pytest.raises(Temporary, match="more than"):
        calling.call(peer.url, body=b"x", at_most=1000)


def test_redirects_are_not_followed(peer: HttpPeer) -> None:
    peer.answer = lambda _: (302, b"")
    peer.asked.clear()
    assert calling.call(peer.url + "/send?a=1", body=b"x").status == 302
    assert [request.path for request in peer.asked] == ["/send?a=1"]


@pytest.mark.parametrize(
    "url",
    ["http://gateway.example/", "ftp://x.example", "https://u:p@gateway.example/", "https://"],
)
def test_an_http_gateway_is_reached_by_tls_and_its_address_holds_no_secret(url: str) -> None:
    with pytest.raises(EndpointError, match="TINHSO_SMS_HTTP"):
        calling.check_url(url, setting="TINHSO_SMS_HTTP")
