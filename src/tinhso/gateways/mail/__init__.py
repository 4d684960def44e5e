"""E-mail: letters go out by SMTP, what comes in is fetched by IMAP."""

from tinhso.gateways.mail.fetching import Fetched, HandIn, Imap, fetch, read_imap
from tinhso.gateways.mail.fetching import check as check_imap
from tinhso.gateways.mail.sending import Smtp, read_smtp, smtp_carrier
from tinhso.gateways.mail.sending import check as check_smtp

__all__ = [
    "Fetched",
    "HandIn",
    "Imap",
    "Smtp",
    "check_imap",
    "check_smtp",
    "fetch",
    "read_imap",
    "read_smtp",
    "smtp_carrier",
]
