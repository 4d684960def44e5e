"""Which gateways carry messages, as the environment says, and the loops that serve them.

A setting that can't be read stops the start with its cure: a gateway that is silently absent would
lose what people write to it. What a gateway needs is imported where it is set: a start is quick.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections
from django.utils import timezone

from tinhso.gateways.endpoints import EndpointError
from tinhso.kernel.messages import actions, carriers
from tinhso.kernel.messages.carriers import Carrier
from tinhso.kernel.messages.contracts import EMAIL, SMS, ZALO, Arrived, Receipt, Temporary

if TYPE_CHECKING:
    from tinhso.gateways import mail
    from tinhso.gateways.sms.smpp.link import Link

PAUSE = 1.0
"""Seconds between two looks at the letters that wait."""

AT_ONCE = 10
"""Letters claimed in one turn: a slow gateway serves them within their lease."""

log = logging.getLogger("tinhso.carrying")


@dataclass(frozen=True)
class Loop:
    """Something that a worker repeats until it is told to stop; it never raises."""

    name: str
    run: Callable[[threading.Event], None]


def register() -> None:
    """Let every gateway that is set carry its channel; ImproperlyConfigured names what is wrong."""
    try:
        for channel, carrier in _carriers().items():
            carriers.register(channel, carrier)
        # Read here, so that a mistake in what only comes in stops the start too.
        mailbox()
        _check_names()
    except EndpointError as error:
        raise ImproperlyConfigured(str(error)) from None


def hand_in(came: Arrived | Receipt) -> None:
    """Store what a gateway brings; durable when this returns."""
    if isinstance(came, Receipt):
        actions.acknowledge(came, now=timezone.now())
    else:
        actions.receive(came, now=timezone.now())


def loops() -> list[Loop]:
    """Return what the worker does for messages, each in a thread of its own.

    A channel is served by itself, so that one that is slow or down holds up no other.
    """
    found = [Loop("desk", lambda stop: _repeat(_hearing, stop, name="desk"))]
    found += [Loop(f"post-{channel}", _delivering(channel)) for channel in carriers.registered()]
    if imap := mailbox():
        found.append(Loop("mailbox", _fetching(imap)))
    if link := message_centre():
        found.append(Loop("smpp", link.run))
    return found


def checks() -> dict[str, Callable[[], None]]:
    """Return what tries a gateway without sending anything, by the setting's name.

    Each raises Temporary with what went wrong.
    """
    from tinhso.gateways import mail

    found: dict[str, Callable[[], None]] = {}
    if smtp := submission():
        found["TINHSO_SMTP"] = lambda: mail.check_smtp(smtp)
    if imap := mailbox():
        found["TINHSO_IMAP"] = lambda: mail.check_imap(imap)
    if link := message_centre():
        found["TINHSO_SMPP"] = link.check
    return found


@cache
def submission() -> "mail.Smtp | None":
    """Return where e-mail is handed over, or None; raise EndpointError."""
    if not settings.TINHSO_SMTP:
        return None
    from tinhso.gateways import mail

    return mail.read_smtp(settings.TINHSO_SMTP)


@cache
def mailbox() -> "mail.Imap | None":
    """Return where e-mail is fetched, or None; raise EndpointError."""
    if not settings.TINHSO_IMAP:
        return None
    from tinhso.gateways import mail

    smtp = submission()
    return mail.read_imap(settings.TINHSO_IMAP, own=smtp.sender if smtp else "")


@cache
def message_centre() -> "Link | None":
    """Return the link to the SMS centre, or None; raise EndpointError. A worker keeps it up."""
    if not settings.TINHSO_SMPP:
        return None
    from tinhso.gateways.sms.smpp.link import Link
    from tinhso.gateways.sms.smpp.settings import read_smpp

    centre = read_smpp(settings.TINHSO_SMPP)
    return Link(centre, hand_in, clock=timezone.now, tidy=close_old_connections)


def _carriers() -> dict[str, Carrier]:
    found: dict[str, Carrier] = {}
    if smtp := submission():
        from tinhso.gateways.mail import smtp_carrier

        found[EMAIL] = smtp_carrier(smtp)
    if settings.TINHSO_SMS_HTTP and settings.TINHSO_SMPP:
        raise EndpointError("TINHSO_SMS_HTTP and TINHSO_SMPP: set one of them")
    if settings.TINHSO_SMS_HTTP:
        from tinhso.gateways.sms import http as sms_http

        found[SMS] = sms_http.carrier(
            sms_http.read_provider(
                settings.TINHSO_SMS_HTTP,
                template=settings.TINHSO_SMS_TEMPLATE,
                token=settings.TINHSO_SMS_TOKEN,
                answer_id=settings.TINHSO_SMS_ANSWER_ID,
            )
        )
    if link := message_centre():
        found[SMS] = link.carry
    if settings.TINHSO_ZALO_APP_ID:
        found[ZALO] = _zalo()
    return found


def _check_names() -> None:
    """Raise EndpointError for names that nobody could read a provider's SMS by."""
    if settings.TINHSO_SMS_NAMES:
        from tinhso.gateways.sms import http as sms_http

        sms_http.read_names(settings.TINHSO_SMS_NAMES)


def _zalo() -> Carrier:
    from tinhso.gateways import calling, zalo
    from tinhso.gateways.zalo.tokens import kept_tokens

    for name in ("TINHSO_ZALO_APP_SECRET", "TINHSO_ZALO_REFRESH_TOKEN"):
        if not getattr(settings, name):
            raise EndpointError(f"TINHSO_ZALO_APP_ID needs {name}")
    other = settings.TINHSO_ZALO_API
    if other:
        calling.check_url(other, setting="TINHSO_ZALO_API")
    account = zalo.Account(
        settings.TINHSO_ZALO_APP_ID,
        settings.TINHSO_ZALO_APP_SECRET,
        api=other or zalo.API,
        oauth=other or zalo.OAUTH,
    )
    tokens = kept_tokens(settings.TINHSO_ZALO_REFRESH_TOKEN, clock=timezone.now)
    return zalo.carrier(account, tokens, clock=timezone.now)


def _hearing() -> float:
    """Let the hotline hear what came in; without a gateway too, a web hook may have brought it."""
    from tinhso.systems.hotline.channels.actions import hear

    return 0 if actions.handle(hear, now=timezone.now(), limit=AT_ONCE) else PAUSE


def _delivering(channel: str) -> Callable[[threading.Event], None]:
    def turn() -> float:
        done = actions.deliver(now=timezone.now(), limit=AT_ONCE, channel=channel)
        return 0 if done else PAUSE

    return lambda stop: _repeat(turn, stop, name=channel)


def _fetching(imap: "mail.Imap") -> Callable[[threading.Event], None]:
    from tinhso.gateways.mail import fetch

    def turn() -> float:
        fetch(imap, hand_in)
        return imap.every

    return lambda stop: _repeat(turn, stop, name="mailbox")


LONGEST_WAIT = 300.0


def _repeat(turn: Callable[[], float], stop: threading.Event, *, name: str) -> None:
    """Take turns until told to stop; after a failure wait, each time twice as long."""
    wait, after_failure = 0.0, 1.0
    while not stop.wait(wait):
        try:
            wait, after_failure = turn(), 1.0
        except Exception as error:  # whatever it is, a gateway that fails is tried again
            known = isinstance(error, Temporary)
            log.warning("%s: %s", name, error, exc_info=not known)
            wait, after_failure = after_failure, min(after_failure * 2, LONGEST_WAIT)
        close_old_connections()
