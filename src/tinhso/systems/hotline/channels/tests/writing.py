"""People who write to the hotline, told in verbs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.keys import signer
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import queries, sealed
from tinhso.kernel.messages.contracts import Arrived
from tinhso.kernel.messages.models import Incoming, Message
from tinhso.systems.hotline.channels import actions

WORDS = "Ổ gà lớn trước cổng trường ở xã Mây Gió, trẻ em hay ngã"
LOADED = datetime(2026, 1, 2, tzinfo=UTC)
_ids = count(1)


@dataclass
class Writer:
    """Somebody with one address, and the clock they live by."""

    now: datetime
    channel: str = "sms"
    address: str = "+84912345678"
    seen: set[UUID] = field(default_factory=set)

    def writes(self, text: str, **more: object) -> str:
        """Send a message and let the desk hear it; return what it was answered, "" for nothing."""
        self.arrives(text, **more)
        return self.heard()

    def arrives(self, text: str, **more: object) -> Incoming:
        """Send a message that nobody has handled yet."""
        values: dict[str, object] = {"external_id": f"m{next(_ids)}"} | more
        arrived = Arrived(self.channel, address=self.address, text=text, **values)  # type: ignore[arg-type]  # a test's shorthand
        return post.receive(arrived, now=self.now)[0]

    def heard(self) -> str:
        """Let the desk hear everything that waits; return the newest letter to this address."""
        while post.handle(actions.hear, now=self.now):
            pass
        return self.gets()

    def gets(self) -> str:
        """Return the words of the letters not read yet."""
        return "\n".join(content["body"] for content in self.letters())

    def letters(self) -> list[dict[str, str]]:
        """Return the letters not read yet, in the clear."""
        rows = Message.objects.exclude(pk__in=self.seen).order_by("queued_at", "id")
        found = [(row.pk, sealed.unseal("message", row.id, row.sealed)) for row in rows]
        mine = [(pk, content) for pk, content in found if content["address"] == self.address]
        self.seen |= {pk for pk, _ in mine}
        return [content for _, content in mine]

    def outcome(self) -> str:
        """Return what became of the newest message."""
        return Incoming.objects.order_by("id").last().outcome  # type: ignore[union-attr]  # there is one

    def later(self, **by: float) -> "Writer":
        self.now += timedelta(**by)
        return self

    def case(self) -> Case:
        return Case.objects.get()

    def place(self) -> str:
        """Return the code of the commune of the one report."""
        place = self.case().place
        assert place is not None
        return place.code

    def step(self) -> UUID:
        return Step.objects.get(case=self.case(), closed_at=None).pk

    def classified(self) -> "Writer":
        form = {"category": "pothole", "priority": "mendable", "unit": "99001"}
        self._acts("classify", form, "operator", "tong-dai-1022")
        return self

    def answered(self, words: str = "Đã vá xong ổ gà sáng nay, mời bà con xem.") -> "Writer":
        self._acts("answer", {"answer": words}, "officer", "99001")
        return self

    def _acts(self, action: str, form: dict[str, str], *post_: str, reason: str = "") -> None:
        self.now += timedelta(minutes=1)
        cases.act(self.step(), action, form, actor=appoint(*post_), now=self.now, reason=reason)

    def told(self) -> str:
        """Seal the ledger and let reporters be told; return what this one gets."""
        # A test is one long transaction: an epoch seals what stands, finished or not.
        sealing.begin_epoch(actor=CLOCK, now=self.now, signer=signer())
        while actions.follow(now=self.now):
            pass
        return self.gets()


def for_person() -> list[str]:
    """Return why messages wait for a person."""
    return [line.word for line in queries.for_person()]
