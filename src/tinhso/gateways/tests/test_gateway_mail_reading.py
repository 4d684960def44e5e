"""Mail as people's programs write it."""

import base64
import io
import unicodedata
from email.message import EmailMessage
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tinhso.gateways.mail.quoting import own_words
from tinhso.gateways.mail.reading import CUT_SHORT, Ignored, read
from tinhso.kernel.messages.contracts import Arrived, Receipt

OWN = "1022@songmay.example"
HEAD = "From: =?utf-8?B?TmfDtCBMYW4=?= <Lan@Nha.Example>\r\nTo: 1022@songmay.example\r\n"
WORDS = "Cống ở ngõ 5 đường Bến Tượng bị tắc, nước tràn ra đường."


@cache
def photo(size: int = 60) -> bytes:
    noise = Image.effect_noise((size * 4, size * 4), 80)
    held = io.BytesIO()
    noise.save(held, "JPEG", quality=95)
    return held.getvalue()


def arrived(raw: bytes, **more: object) -> Arrived:
    found = read(raw, own=OWN, fallback_id="uid:1.7@mail", **more)  # type: ignore[arg-type]
    assert isinstance(found, Arrived), found
    return found


def mail(body: str, *, head: str = "") -> bytes:
    return f"{HEAD}{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}".encode()


def test_a_plain_mail_gives_its_sender_its_words_and_its_id() -> None:
    head = "Subject: =?utf-8?Q?T=E1=BA=AFc_c=E1=BB=91ng?=\r\nMessage-ID: <a1@nha.example>\r\n"
    head += "Date: Sat, 21 Nov 2026 08:30:00 +0700\r\n"
    got = arrived(mail(WORDS, head=head))
    assert (got.channel, got.address, got.name) == ("email", "lan@nha.example", "Ngô Lan")
    assert (got.subject, got.text, got.external_id) == ("Tắc cống", WORDS, "<a1@nha.example>")
    assert got.sent_at is not None
    assert got.sent_at.isoformat() == "2026-11-21T01:30:00+00:00"


def test_a_mail_without_an_id_gets_one_from_its_place_in_the_mailbox() -> None:
    assert arrived(mail(WORDS)).external_id == "uid:1.7@mail"


def test_a_mail_without_words_is_its_subject_and_none_are_made_up() -> None:
    assert arrived(mail("  \r\n", head="Subject: Mat dien\r\n")).text == "Mat dien"
    assert arrived(mail("  \r\n")).text == ""


@pytest.mark.parametrize(
    "charset", ["windows-1258", "utf-8", "us-ascii", "x-unknown", "punycode", "utf-16"]
)
def test_words_are_read_whatever_the_charset_says(charset: str) -> None:
    body = WORDS
    raw = body.encode()
    if charset == "windows-1258":
        # Letters with their shape, tones apart: what the charset can hold.
        raw = b"".join(_in_1258(letter) for letter in body)
    if charset == "utf-16":
        raw = body.encode("utf-16")
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\r\n"
    head += "Content-Transfer-Encoding: base64\r\n\r\n"
    got = arrived(head.encode() + base64.encodebytes(raw))
    assert got.text == unicodedata.normalize("NFC", WORDS)


def _in_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        return (shape + "".join(tones)).encode("cp1258")


def test_of_alternatives_the_plain_one_is_read_and_of_html_its_words() -> None:
    both = EmailMessage()
    both["From"] = "lan@nha.example"
    both.set_content(WORDS)
    both.add_alternative(f"<p>{WORDS} <b>HTML</b></p>", subtype="html")
    assert arrived(both.as_bytes()).text == WORDS
    only = EmailMessage()
    only["From"] = "lan@nha.example"
    only.set_content(
        "<style>p {color: red}</style><p>Dòng một<br>Dòng hai</p><script>alert(1)</script>"
        "<div>Dòng <b>ba</b> &amp; hết</div>",
        subtype="html",
    )
    assert arrived(only.as_bytes()).text == "Dòng một\nDòng hai\nDòng ba & hết"


def test_photos_come_along_attached_or_inline_and_logos_do_not() -> None:
    message = EmailMessage()
    message["From"] = "lan@nha.example"
    message.set_content(WORDS)
    message.add_alternative('<p>Xem ảnh <img src="cid:anh1"></p>', subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]
    html.add_related(photo(), "image", "jpeg", cid="<anh1>")  # type: ignore[union-attr]
    message.add_attachment(photo(80), "application", "octet-stream", filename="IMG_1.JPG")
    message.add_attachment(photo(2), "image", "jpeg", filename="logo.jpg")
    message.add_attachment(b"MZ" + bytes(9000), "image", "jpeg", filename="vi-rut.jpg")
    got = arrived(message.as_bytes())
    assert got.text == WORDS
    assert list(got.photos) == [photo(), photo(80)]


def test_text_between_inline_photos_is_read_whole() -> None:
    message = EmailMessage()
    message["From"] = "lan@nha.example"
    message.make_mixed()
    for words in ("Trước ảnh", "Sau ảnh"):
        part = EmailMessage()
        part.set_content(words)
        message.attach(part)
        picture = EmailMessage()
        picture.set_content(photo(), "image", "jpeg", disposition="inline")
        message.attach(picture)
    got = arrived(message.as_bytes())
    assert got.text.split() == ["Trước", "ảnh", "Sau", "ảnh"]
    assert len(got.photos) == 2


def test_of_a_mail_too_large_the_words_are_kept_and_that_is_said() -> None:
    message = EmailMessage()
    message["From"] = "lan@nha.example"
    message.set_content(WORDS)
    message.add_attachment(bytes(300_000), "image", "jpeg")
    assert arrived(message.as_bytes()[:20_000], cut=True).text == f"{WORDS}\n\n{CUT_SHORT}"


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("Auto-Submitted: auto-replied\r\n", "auto-submitted"),
        ("Auto-Submitted: Auto-Generated; type=x\r\n", "auto-submitted"),
        ("Precedence: bulk\r\n", "bulk"),
        ("List-Id: <tin.example>\r\n", "list-id"),
        ("List-Unsubscribe: <mailto:x@y.example>\r\n", "list-unsubscribe"),
        ("Return-Path: <>\r\n", "no return path"),
        ("X-Autoreply: yes\r\n", "x-autoreply"),
    ],
)
def test_what_a_machine_sent_is_not_taken(head: str, why: str) -> None:
    assert read(mail("Tôi đi vắng", head=head), own=OWN, fallback_id="1") == Ignored(why)


def test_an_auto_submitted_no_is_a_person() -> None:
    assert arrived(mail(WORDS, head="Auto-Submitted: no\r\n")).text == WORDS


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@x.example", "no-reply@shop.example", OWN, "1022@SongMay.example"]
)
def test_machines_and_ourselves_are_not_answered(sender: str) -> None:
    found = read(f"From: {sender}\r\n\r\nxin chào".encode(), own=OWN, fallback_id="1")
    assert isinstance(found, Ignored)


def test_a_mail_of_nobody_is_left_aside() -> None:
    assert read(b"Subject: x\r\n\r\nx", own=OWN, fallback_id="1") == Ignored("no sender")


def test_a_bounce_is_the_receipt_of_its_letter() -> None:
    raw = (
        "From: Mail Delivery System <Mailer-Daemon@mail.example>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mail.example\r\n\r\n"
        "Action: {action}\r\nFinal-Recipient: rfc822;lan@nha.example\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\n"
        "Message-ID: <0190-ours@songmay.example>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    )
    failed = read(raw.format(action="failed").encode(), own=OWN, fallback_id="1")
    assert failed == Receipt("email", "<0190-ours@songmay.example>", delivered=False, error="5.1.1")
    assert isinstance(
        read(raw.format(action="delayed").encode(), own=OWN, fallback_id="1"), Ignored
    )


def test_an_answer_names_the_letter_it_answers_and_holds_the_senders_words_alone() -> None:
    head = "In-Reply-To: <0190@songmay.example>\r\nReferences: <z@x> <0190@songmay.example>\r\n"
    body = (
        "Tôi đồng ý.\r\n\r\nVào Th 7, 21 thg 11, 2026 vào lúc 09:15 Tổng đài 1022\r\n"
        "<1022@songmay.example> đã viết:\r\n\r\n> Phản ánh đã được xử lý.\r\n> Xin cảm ơn.\r\n"
    )
    got = arrived(mail(body, head=head))
    assert (got.in_reply_to, got.text) == ("<0190@songmay.example>", "Tôi đồng ý.")


def test_an_answer_in_html_is_read_without_its_quotation() -> None:
    page = (
        '<div dir="ltr">Vẫn chưa xong.</div><div class="gmail_quote"><div>On Sat, 1022 wrote:</div>'
        "<blockquote>Đã xử lý</blockquote></div>"
    )
    raw = f"{HEAD}Subject: Re: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"
    assert arrived(raw.encode()).text == "Vẫn chưa xong."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Có.\n-- \nNgô Lan\n0912 000 111", "Có."),
        ("Có.\n\nGửi từ iPhone của tôi", "Có."),
        ("Có.\n\n-----Original Message-----\nFrom: 1022\nX: y", "Có."),
        ("Có.\n\nFrom: 1022\nSent: hôm qua\nTo: Lan\nSubject: x\n\nthư cũ", "Có."),
        ("Có.\n\nTừ: 1022\nNgày: hôm qua\nĐến: Lan\n\nthư cũ", "Có."),
        ("On Mon, 1022 wrote:\n> Hỏi một?\nĐáp một\n> Hỏi hai?\nĐáp hai", "Đáp một\nĐáp hai"),
        ("> chỉ có trích dẫn", "> chỉ có trích dẫn"),
        ("Đường hỏng:\nTừ: ngõ 5\nđến ngõ 7.", "Đường hỏng:\nTừ: ngõ 5\nđến ngõ 7."),
    ],
)
def test_signatures_and_quotations_are_cut_and_nothing_else(text: str, own: str) -> None:
    assert own_words(text, reply=True) == own


def test_a_first_mail_keeps_what_it_passes_on() -> None:
    text = "Xin chuyển:\n\nFrom: tổ trưởng\nSent: hôm qua\nTo: Lan\n\nCống tắc"
    assert own_words(text, reply=False) == text


@given(st.text(), st.booleans())
def test_cutting_never_adds_words_and_never_leaves_nothing(text: str, reply: bool) -> None:
    left = own_words(text, reply=reply)
    assert bool(left) == bool(text.strip())
    assert set(left) <= set(text) | {"\n"}


@given(st.binary(max_size=2000))
def test_whatever_the_bytes_are_reading_answers(raw: bytes) -> None:
    found = read(HEAD.encode() + raw, own=OWN, fallback_id="1")
    if isinstance(found, Arrived):
        assert "\0" not in f"{found.text}{found.subject}{found.name}{found.external_id}"
        found.text.encode()  # no half of a surrogate pair
        found.subject.encode()
        found.name.encode()


@given(
    st.sampled_from(
        [
            b'Content-Type: multipart/mixed; boundary="',
            b"Content-Type: text/plain; charset==?utf-8?Q?=00?=\r\n\r\n",
            b"Subject: =?utf-8?B?!!!?= =?x?Q?=ff?=\r\n\r\n",
            b"Date: Sat, 99 Nov 2026 99:99:99 +9999\r\n\r\n",
            b"From: <\r\nFrom: a@b.c, d@e.f\r\n\r\n",
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
            b"Content-Type: text/html\r\n\r\n<?xml version='1.0' encoding='utf-8'?><p>x",
            b"Content-Type: text/html\r\n\r\n<!-- -->",
        ]
    ),
    st.binary(max_size=200),
)
def test_broken_mails_are_read_or_left_aside(head: bytes, rest: bytes) -> None:
    read(b"From: a@b.example\r\n" + head + rest, own=OWN, fallback_id="1")


def test_a_mail_nested_without_end_is_left_aside() -> None:
    deep = b"From: a@b.example\r\n"
    for level in range(3000):
        deep += b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (level, level)
    found = read(deep, own=OWN, fallback_id="1")
    assert isinstance(found, Ignored | Arrived)
