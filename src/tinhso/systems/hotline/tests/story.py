"""A report on its way, told in verbs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases import queries as case_queries
from tinhso.kernel.cases.models import Step
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actors import ANONYMOUS, CLOCK
from tinhso.kernel.ledger.keys import signer
from tinhso.systems.hotline import actions
from tinhso.systems.hotline.models import PublishedReport

TEXT = "Ổ gà sâu trước nhà ông Nguyễn Văn Tám, gọi tôi 0912 345 678. Tối rất nguy hiểm."


def picture(colour: str = "green") -> bytes:
    """Return a small photograph with an EXIF block that names a place."""
    image = Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    buffer = BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@dataclass
class Report:
    """A filed report and the clock it lives by."""

    filed: actions.Filed
    now: datetime

    @property
    def reporter(self) -> case_queries.Reporter:
        found = case_queries.reporter(self.filed.number, self.filed.secret)
        assert found is not None
        return found

    @property
    def public(self) -> PublishedReport:
        return PublishedReport.objects.get(number=self.filed.number)

    def later(self, **by: float) -> "Report":
        self.now += timedelta(**by)
        return self

    def step(self) -> UUID:
        return Step.objects.get(case_id=self.filed.case_id, closed_at=None).pk

    def classified(self) -> "Report":
        operator = appoint("operator", "tong-dai-1022")
        form = {"category": "pothole", "priority": "mendable", "unit": "99001"}
        cases.act(self.step(), "classify", form, actor=operator, now=self.now)
        return self

    def answered(self, words: str = "Đã vá xong ổ gà sáng nay, mời ông bà xem lại.") -> "Report":
        officer = appoint("officer", "99001")
        cases.act(self.step(), "answer", {"answer": words}, actor=officer, now=self.now)
        return self

    def seen(self) -> PublishedReport:
        """Seal the ledger, let the public table follow, and return the public row."""
        # A test is one long transaction: an epoch seals what stands, finished or not.
        sealing.begin_epoch(actor=CLOCK, now=self.now, signer=signer())
        while actions.follow(now=self.now):
            pass
        return self.public


def told(now: datetime, key: str = "k", **more: object) -> Report:
    """File a report as a visitor would."""
    values: dict[str, object] = {"text": TEXT, "place": "99001"}
    report = actions.NewReport(**(values | more))  # type: ignore[arg-type]  # a test's shorthand
    return Report(actions.file_report(report, key=key, actor=ANONYMOUS, now=now), now)


def photographed(now: datetime, key: str = "k") -> Report:
    """File a report with one picture and a contact."""
    return told(
        now,
        key,
        photos=[store_photo(prepare_photo(picture()))],
        contact=actions.Contact(name="Lê Thị Bưởi", phone="0987654321"),
    )
