"""The world outside the house: a provider of SMS with bad days, Zalo, and a mail house.

They run beside the test, which nothing kills, and remember every letter that they were handed.
"""

import json
import queue
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import quote

from tinhso.gateways.tests.mailhouse import PASSWORD, MailHouse, mail_house
from tinhso.gateways.tests.peers import Request, http_peer
from tinhso.gateways.tests.zalo_peer import APP, APP_SECRET, BEGINNING, OA_SECRET, Zalo, zalo_peer

from .ways import MAILBOX, SMS_SECRET

SLOW = 1.0
# What the provider does with a letter, in a hundred. Refused and broken ones it doesn't take.
MOODS = {"takes": 80, "slow": 5, "takes, says 503": 5, "takes, says nonsense": 5, "is busy": 5}


@dataclass(frozen=True)
class Got:
    """A letter that arrived: who sent it twice gives the same reference."""

    reference: str
    body: str


@dataclass
class Provider:
    """A provider of SMS. While `down` is set it takes nothing."""

    chance: random.Random
    letters: dict[str, list[Got]] = field(default_factory=lambda: defaultdict(list))
    delivered: "queue.Queue[str]" = field(default_factory=queue.Queue)
    down: threading.Event = field(default_factory=threading.Event)
    turned_away: int = 0

    def answer(self, request: Request) -> tuple[int, object]:
        """Answer one POST of the product."""
        (mood,) = self.chance.choices(list(MOODS), list(MOODS.values()))
        if self.down.is_set() or mood == "is busy":
            self.turned_away += 1
            return 503, {}
        held = json.loads(request.body)
        reference = held["reference"]
        assert request.headers["idempotency-key"] == reference
        self.letters[held["to"]].append(Got(reference, held["text"]))
        if mood == "slow":
            time.sleep(SLOW)
        known = reference if mood == "takes, says nonsense" else f"p-{reference}"
        self.delivered.put(known)
        if mood == "takes, says nonsense":
            return 200, b"<html>thank you"
        return (503 if mood == "takes, says 503" else 200), {"id": known}


@dataclass(frozen=True)
class Outside:
    """What the house is connected with; `settings` is how."""

    provider: Provider
    provider_url: str
    zalo: Zalo
    mails: MailHouse

    @property
    def settings(self) -> dict[str, str]:
        """The environment under which the product is connected."""
        who = f"1022:{quote(PASSWORD)}@127.0.0.1"
        return {
            "TINHSO_SMS_HTTP": f"{self.provider_url}/send",
            "TINHSO_SMS_SECRET": SMS_SECRET,
            "TINHSO_ZALO_APP_ID": APP,
            "TINHSO_ZALO_APP_SECRET": APP_SECRET,
            "TINHSO_ZALO_OA_SECRET": OA_SECRET,
            "TINHSO_ZALO_REFRESH_TOKEN": BEGINNING,
            "TINHSO_ZALO_API": self.zalo.peer.url,
            "TINHSO_SMTP": f"smtps://{who}:{self.mails.smtps}?from={MAILBOX}",
            "TINHSO_IMAP": f"imaps://{who}:{self.mails.imaps}/INBOX?done=Taken&every=1",
            "SSL_CERT_FILE": str(self.mails.folder / "cert.pem"),
        }

    def letters(self) -> dict[str, list[Got]]:
        """Return every letter that arrived, by whom it reached.

        Zalo knows no reference: there a repeat is told by its words.
        """
        found = {name: list(letters) for name, letters in self.provider.letters.items()}
        for user, text in list(self.zalo.sent):
            found.setdefault(user, []).append(Got(text, text))
        for raw in self.mails.mails_of("lan"):
            mail = message_from_bytes(raw, policy=default)
            assert isinstance(mail, EmailMessage)
            words = mail.get_body()
            body = f"{mail['Subject']}\n{words.get_content() if words else ''}"
            found.setdefault(mail["To"], []).append(Got(mail["Message-ID"], body))
        return found


@contextmanager
def outside(seed: int) -> Iterator[Outside]:
    """Start them all."""
    provider = Provider(random.Random(f"{seed}:provider"))
    with http_peer() as peer, zalo_peer() as zalo, mail_house() as mails:
        peer.answer = provider.answer
        yield Outside(provider, peer.url, zalo, mails)
