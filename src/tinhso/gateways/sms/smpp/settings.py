"""What a setting says of a message centre."""

import ssl
from dataclasses import dataclass, field

from tinhso.gateways.endpoints import Endpoint, EndpointError, read_endpoint

PORTS = {"smpps": 3550, "smpp+clear": 2775}
LONGEST_PASSWORD = 8  # SMPP 3.4, 5.2.2
LONGEST_USER = 15  # 5.2.1


@dataclass(frozen=True)
class Smpp:
    """A message centre, and the number or name under which we write.

    `seconds` is how long an answer is waited for, `idle` after how long a silent link is asked
    whether it lives.
    """

    endpoint: Endpoint
    sender: str
    ton: int = 0
    npi: int = 0
    system_type: str = ""
    seconds: float = 20.0
    idle: float = 30.0
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)


def read_smpp(url: str, *, setting: str = "TINHSO_SMPP") -> Smpp:
    """Return what `smpps://system_id:password@host:port?from=1022` says; raise EndpointError.

    `smpp+clear` has no TLS: for a line that is protected otherwise, as operators' are by a VPN.
    `ton` and `npi` are those of our number; a name with letters is alphanumeric (5) by itself.
    """
    endpoint = read_endpoint(
        url,
        setting=setting,
        ports=PORTS,
        options=frozenset({"from", "ton", "npi", "system_type"}),
        clear_anywhere=True,
    )
    sender = endpoint.options.get("from", "")
    if not sender or not sender.isascii() or len(sender) > 20:
        raise EndpointError(f"{setting} names no sender: ?from=1022")
    if len(endpoint.password) > LONGEST_PASSWORD or len(endpoint.user) > LONGEST_USER:
        raise EndpointError(f"{setting}: SMPP takes 15 characters of a name, 8 of a password")
    return Smpp(
        endpoint,
        sender,
        ton=endpoint.number("ton", 0 if sender.isdigit() else 5),
        npi=endpoint.number("npi", 0),
        system_type=endpoint.options.get("system_type", ""),
    )
