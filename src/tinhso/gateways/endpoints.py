"""Where a gateway is reached: one URL of the environment, read strictly.

A URL holds the password, so no message and no `repr` of this module shows one.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

CLEAR = "+clear"
"""The ending of a scheme without TLS: taken for this machine, or where a gateway says so."""


class EndpointError(ValueError):
    """A setting names no usable gateway; the message names the setting and the cure."""


@dataclass(frozen=True)
class Endpoint:
    """One gateway's address: who logs in where, and what its query says."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    path: str = ""
    options: Mapping[str, str] = field(default_factory=dict, repr=False)

    def number(self, option: str, default: int) -> int:
        """Return a whole number of the query; raise EndpointError when it is none."""
        try:
            return int(self.options.get(option, default))
        except ValueError:
            raise EndpointError(f"{option}= of {self.host} is no whole number") from None


def read_endpoint(
    url: str,
    *,
    setting: str,
    ports: Mapping[str, int],
    options: frozenset[str] = frozenset(),
    clear_anywhere: bool = False,
) -> Endpoint:
    """Return the endpoint that a setting names.

    `ports` are the schemes taken, each with its usual port; `options` the words its query may
    hold. A scheme that ends with `+clear` sends passwords unprotected: it is taken for a gateway
    on this machine, and elsewhere only with `clear_anywhere`.

    Raises:
        EndpointError: another scheme, no host, a port out of range, an option nobody reads, or
            clear text to another machine.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise EndpointError(f"{setting} is no URL, or its port is no number") from None
    if parts.scheme not in ports:
        raise EndpointError(f"{setting} begins with {' or '.join(f'{s}://' for s in ports)}")
    if not parts.hostname:
        raise EndpointError(f"{setting} names no host")
    query = dict(parse_qsl(parts.query))
    if unknown := sorted(set(query) - options):
        raise EndpointError(f"{setting}: nobody reads {', '.join(unknown)}")
    if parts.scheme.endswith(CLEAR) and not (clear_anywhere or _this_machine(parts.hostname)):
        raise EndpointError(f"{setting}: without TLS only to this machine (127.0.0.1)")
    return Endpoint(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=unquote(parts.path),
        options=query,
    )


def _this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
