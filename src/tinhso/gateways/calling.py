"""One HTTP request to a gateway, bounded in time and size: it answers, or it counts as down.

Redirects are not followed (a token must not travel to where an answer points), proxies of the
environment are not asked, certificates are checked against the machine's own authorities.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tinhso.gateways.endpoints import EndpointError, read_endpoint
from tinhso.kernel.messages.contracts import Temporary

DEADLINE = 20.0
"""Seconds from connecting to the last byte: also for a peer that sends one byte a second."""

CONNECTING = 5.0
"""Seconds for one of a host's addresses: where the first is dead the next is asked in time."""

ANSWER_BYTES = 2**20
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Answer:
    """What came back: the status and the body's bytes."""

    status: int
    body: bytes


def check_url(url: str, *, setting: str) -> str:
    """Return the address of an HTTP gateway; raise EndpointError if it is none that is safe.

    `http://` is taken for this machine alone.
    """
    parts = urlsplit(url)
    if parts.username or parts.password or parts.fragment:
        raise EndpointError(f"{setting}: credentials have settings of their own")
    scheme = "http+clear" if parts.scheme == "http" else parts.scheme
    # The query is the gateway's own and is sent as it stands.
    read_endpoint(
        parts._replace(scheme=scheme, query="").geturl(),
        setting=setting,
        ports={"https": 443, "http+clear": 80},
    )
    return url


def call(
    url: str,
    *,
    method: str = "POST",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    deadline: float = DEADLINE,
    at_most: int = ANSWER_BYTES,
) -> Answer:
    """Make one request; raise Temporary when nothing whole comes back in time.

    `deadline` is in seconds for all of it, `at_most` the bytes of an answer that are read.
    """
    parts = urlsplit(url)
    port = parts.port or PORTS[parts.scheme]
    connection = _connection(parts.scheme, parts.hostname or "", port, min(deadline, CONNECTING))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    late = threading.Event()
    over = threading.Timer(deadline, _cut, [connection, late])
    over.daemon = True
    over.start()
    try:
        connection.connect()
        if late.is_set():  # nothing is asked whose answer would not be waited for
            raise TimeoutError
        connection.sock.settimeout(deadline)
        connection.request(method, target, body=body, headers=dict(headers or {}))
        response = connection.getresponse()
        read = response.read(at_most + 1)
        status = response.status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Temporary(f"{parts.hostname}: {type(error).__name__}") from None
    finally:
        over.cancel()
        connection.close()
    if late.is_set():  # what was cut looks whole where a header was going on
        raise Temporary(f"{parts.hostname}: no whole answer in {deadline} s")
    if len(read) > at_most:
        raise Temporary(f"{parts.hostname}: an answer of more than {at_most} bytes")
    return Answer(status, read)


def _connection(scheme: str, host: str, port: int, seconds: float) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=seconds)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(host, port, timeout=seconds, context=context)


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """End a connection that takes too long: whoever reads from it reads no further."""
    late.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it ended by itself
