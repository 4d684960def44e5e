"""A hundred telephones on a bad line send their reports bit by bit; nobody else waits for them."""

import socket
import urllib.request
from contextlib import ExitStack
from urllib.parse import urlsplit

PHONES = 100
PATIENCE = 60.0


def test_slow_uploads_stop_nobody(address: str) -> None:
    with urllib.request.urlopen(f"{address}/reports/new/", timeout=PATIENCE) as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    where = urlsplit(address)
    begun = (
        f"POST /reports/new/ HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\ntext=ca"
    )
    with ExitStack() as phones:
        for _ in range(PHONES):
            phone = socket.create_connection((where.hostname, where.port), PATIENCE)
            phones.enter_context(phone)
            phone.sendall(begun.encode())
        with urllib.request.urlopen(f"{address}/board", timeout=PATIENCE) as page:
            assert page.status == 200
