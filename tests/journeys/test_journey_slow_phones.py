"""A hundred telephones on a bad line send bit by bit; neither visitors nor officers wait for them.

Web hooks that are held up the same way are tried where a provider is connected: tests/faults.
"""

import socket
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

Enter = Callable[[str], Page]
PHONES = 100
PATIENCE = 60.0
FORM = "application/x-www-form-urlencoded"
PHOTOS = "multipart/form-data; boundary=b"
PHOTO = '--b\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\nhalf a pict'
# Where a telephone sends, as what, how much it announces, and with what it begins.
WAYS = [
    ("/reports/new/", FORM, 100_000, "text=ca"),
    ("/reports/new/", PHOTOS, 8_000_000, PHOTO),
    ("/open311/v2/requests.json", PHOTOS, 8_000_000, PHOTO.replace("photos", "media")),
]


@pytest.mark.parametrize("screen", ["desktop"], indirect=True)
def test_slow_uploads_stop_nobody(address: str, enter: Enter) -> None:
    officer = enter("Cán bộ xử lý")
    with urllib.request.urlopen(f"{address}/reports/new/", timeout=PATIENCE) as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    where = urlsplit(address)
    with ExitStack() as phones:
        for number in range(PHONES):
            path, kind, announced, begun = WAYS[number % len(WAYS)]
            phone = socket.create_connection((where.hostname, where.port), PATIENCE)
            phones.enter_context(phone)
            head = (
                f"POST {path} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie}\r\n"
                f"Content-Type: {kind}\r\nContent-Length: {announced}\r\n\r\n"
            )
            phone.sendall((head + begun).encode())
        for path in ("/board", "/reports/", "/accounts/login/"):
            with urllib.request.urlopen(f"{address}{path}", timeout=PATIENCE) as page:
                assert page.status == 200
        officer.goto("/work/")
        officer.get_by_role("checkbox", name="Chọn TN-").first.check()
        officer.get_by_role("button", name="Làm cùng lúc").click()
        heading = officer.get_by_role("heading", level=1)
        expect(heading).to_have_text("Làm gì với 1 việc đã chọn?")
