"""Zalo's Official Account against a demonstration peer over real HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.gateways import zalo
from tinhso.gateways.memory.models import Kept
from tinhso.gateways.tests.peers import closed_port, letter
from tinhso.gateways.tests.zalo_peer import (
    APP,
    APP_SECRET,
    BEGINNING,
    OA_SECRET,
    Zalo,
    hook,
    zalo_peer,
)
from tinhso.gateways.zalo import hearing
from tinhso.gateways.zalo.tokens import kept_tokens
from tinhso.kernel.messages.carriers import Carrier
from tinhso.kernel.messages.contracts import Arrived, Permanent, Receipt, Temporary, Untrusted

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def peer() -> Iterator[Zalo]:
    with zalo_peer() as found:
        yield found


def carrier(peer: Zalo, *, at: datetime = NOW, first: str = BEGINNING) -> Carrier:
    account = zalo.Account(APP, APP_SECRET, api=peer.peer.url, oauth=peer.peer.url)
    return zalo.carrier(account, kept_tokens(first, clock=lambda: at), clock=lambda: at)


@pytest.mark.django_db
def test_a_letter_is_sent_under_a_token_that_is_kept_sealed(peer: Zalo) -> None:
    sent = carrier(peer)(letter("Đã xử lý xong.", channel="zalo", address="7213"))
    assert sent.provider_ref == "zalo-1"
    assert peer.sent == [("7213", "Đã xử lý xong.")]
    carrier(peer)(letter("Hai"))  # another process: the same tokens
    assert peer.renewals == 1
    row = Kept.objects.get()
    assert "access-1" not in row.sealed
    assert "refresh-1" not in row.sealed


@pytest.mark.django_db
def test_tokens_are_renewed_before_they_end_and_each_refresh_token_is_used_once(
    peer: Zalo,
) -> None:
    for hours in (0, 24, 25, 50):
        carrier(peer, at=NOW + timedelta(hours=hours))(letter())
    assert peer.renewals == 3
    assert len(peer.sent) == 4


@pytest.mark.django_db
def test_a_token_that_zalo_no_longer_knows_is_renewed_and_the_letter_sent(peer: Zalo) -> None:
    carrier(peer)(letter())
    peer.access = "revoked"
    carrier(peer)(letter("Hai"))
    assert peer.renewals == 2
    assert len(peer.sent) == 2


@pytest.mark.django_db
def test_a_chain_that_broke_waits_for_an_administrators_new_token(peer: Zalo) -> None:
    carrier(peer)(letter())
    peer.refresh, peer.access = "authorised-anew", "gone"
    with pytest.raises(Temporary, match="anew"):
        carrier(peer)(letter())
    carrier(peer, first="authorised-anew")(letter("Hai"))
    assert len(peer.sent) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "kind"), [(-213, Permanent), (-230, Permanent), (-32, Temporary), (-200, Temporary)]
)
def test_refusals_are_for_now_or_for_good(peer: Zalo, code: int, kind: type[Exception]) -> None:
    peer.codes = [code]
    with pytest.raises(kind):
        carrier(peer)(letter())


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [(500, b""), (200, b"<html>"), (200, {"data": 1}), (429, {})])
def test_an_answer_that_is_none_means_later(peer: Zalo, answer: tuple[int, object]) -> None:
    carry = carrier(peer)
    carry(letter())
    peer.peer.answer = lambda _: answer
    with pytest.raises(Temporary):
        carry(letter())


@pytest.mark.django_db
def test_zalo_being_away_means_later() -> None:
    account = zalo.Account(APP, APP_SECRET, oauth=f"http://127.0.0.1:{closed_port()}")
    carry = zalo.carrier(account, kept_tokens("x", clock=lambda: NOW), clock=lambda: NOW)
    with pytest.raises(Temporary):
        carry(letter())


@pytest.mark.django_db
def test_a_long_answer_goes_in_several_messages(peer: Zalo) -> None:
    text = "\n\n".join(f"Đoạn {n}. " + "nước " * 150 for n in range(6))
    assert carrier(peer)(letter(text)).provider_ref == f"zalo-{len(peer.sent)}"
    assert len(peer.sent) > 1
    assert " ".join(" ".join(part for _, part in peer.sent).split()) == " ".join(text.split())


@given(st.text(max_size=9000))
def test_pieces_hold_all_the_words_and_fit(text: str) -> None:
    found = zalo.pieces(text)
    assert all(len(piece) <= 2000 for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


TEXT = {
    "event_name": "user_send_text",
    "sender": {"id": "7213"},
    "recipient": {"id": "oa"},
    "message": {"msg_id": "m-1", "text": "Mất nước ở tổ 5"},
}


def test_a_text_of_a_user_is_a_message() -> None:
    assert zalo.parse(*hook(TEXT), OA_SECRET, app_id=APP) == [
        Arrived(
            channel="zalo",
            external_id="m-1",
            address="7213",
            text="Mất nước ở tổ 5",
            sent_at=datetime.fromtimestamp(1795312800.123, UTC),
        )
    ]


def test_pictures_are_fetched_from_where_zalo_keeps_them_and_nowhere_else(peer: Zalo) -> None:
    peer.pictures["/a.jpg"] = b"\xff\xd8\xff picture"
    near = [f"{peer.peer.url}{path}" for path in ("/a.jpg", "/gone.jpg")]
    far = ["http://169.254.169.254/latest", "file:///etc/passwd", "https://[", "https://zdn.vn.x"]
    event = {
        **TEXT,
        "event_name": "user_send_image",
        "message": {
            "msg_id": "m-2",
            "text": "Ổ gà",
            "attachments": [
                *({"type": "image", "payload": {"url": url}} for url in near + far),
                {
                    "type": "location",
                    "payload": {"coordinates": {"latitude": "21.59", "longitude": 105.84}},
                },
                "nonsense",
            ],
        },
    }
    (came,) = zalo.parse(*hook(event), OA_SECRET, pictures=frozenset({"127.0.0.1"}))
    assert isinstance(came, Arrived)
    assert came.photos == (b"\xff\xd8\xff picture",)
    missing = "\n[Ảnh gửi kèm không tải được.]" * 5
    assert came.text == f"Ổ gà{missing}\nVị trí: 21.59, 105.84"
    assert [request.path for request in peer.peer.asked] == ["/a.jpg", "/gone.jpg"]


def test_a_letter_that_was_received_or_seen_is_delivered() -> None:
    received = {**TEXT, "event_name": "user_received_message", "message": {"msg_id": "zalo-1"}}
    assert zalo.parse(*hook(received), OA_SECRET) == [Receipt("zalo", "zalo-1", delivered=True)]
    seen = {**TEXT, "event_name": "user_seen_message", "message": {"msg_ids": ["a", "b"]}}
    assert zalo.parse(*hook(seen), OA_SECRET) == [
        Receipt("zalo", known, delivered=True) for known in ("a", "b")
    ]


@pytest.mark.parametrize("name", ["user_send_audio", "user_send_video", "user_send_file"])
def test_what_nobody_here_listens_to_comes_without_words_so_that_words_are_asked_for(
    name: str,
) -> None:
    message = {"msg_id": "m-3", "attachments": [{"type": "audio", "payload": {"url": "x"}}]}
    (came,) = zalo.parse(*hook({**TEXT, "event_name": name, "message": message}), OA_SECRET)
    assert isinstance(came, Arrived)
    assert (came.address, came.text, came.photos) == ("7213", "", ())


def test_all_pictures_of_a_message_are_waited_for_together(
    peer: Zalo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "PHOTO_SECONDS", 0.0)
    peer.pictures["/a.jpg"] = b"\xff\xd8\xff picture"
    pictures = [{"type": "image", "payload": {"url": f"{peer.peer.url}/a.jpg"}}] * 5
    event = {
        **TEXT,
        "event_name": "user_send_image",
        "message": {"msg_id": "m-4", "attachments": pictures},
    }
    (came,) = zalo.parse(*hook(event), OA_SECRET, pictures=frozenset({"127.0.0.1"}))
    assert isinstance(came, Arrived)
    assert came.photos == ()
    assert peer.peer.asked == []


@pytest.mark.parametrize("name", ["follow", "unfollow", "oa_send_text", "user_send_sticker", "", 7])
def test_what_concerns_nobody_is_passed_over(name: object) -> None:
    assert zalo.parse(*hook({**TEXT, "event_name": name}), OA_SECRET) == []


def test_what_is_not_signed_by_zalo_is_not_read() -> None:
    body, headers = hook(TEXT)
    lies: list[tuple[bytes, dict[str, str], str]] = [
        (body, {}, OA_SECRET),
        (body.replace("nước".encode(), "điện".encode()), headers, OA_SECRET),
        (*hook(TEXT, secret="another"), OA_SECRET),
        (*hook(TEXT, secret=""), ""),
        (body, {"X-ZEvent-Signature": "mac="}, OA_SECRET),
        (body, {"X-ZEvent-Signature": "mac=đ"}, OA_SECRET),
    ]
    for lie in lies:
        with pytest.raises(Untrusted):
            zalo.parse(*lie)
    with pytest.raises(Untrusted):  # another application's, well signed
        zalo.parse(*hook({**TEXT, "app_id": "app-2"}), OA_SECRET, app_id=APP)
    assert zalo.parse(*hook(TEXT), OA_SECRET) == zalo.parse(
        body, {"x-zevent-signature": headers["X-ZEvent-Signature"][4:]}, OA_SECRET
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "event_name": st.sampled_from(
                ["user_send_text", "user_send_image", "user_seen_message", "user_received_message"]
            ),
            "sender": json_values | st.just({"id": "7213"}),
            "timestamp": json_values,
            "message": json_values
            | st.fixed_dictionaries(
                {"msg_id": json_values}, optional={"msg_ids": json_values, "text": json_values}
            ),
        },
    )
)
def test_whatever_is_well_signed_is_read_or_refused(event: dict[str, object]) -> None:
    try:
        zalo.parse(*hook(event), OA_SECRET)
    except Untrusted:
        return


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"{" * 5000, b"[" * 5000, b"7"])
def test_a_body_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(Untrusted):
        zalo.parse(body, {}, OA_SECRET)
