"""Photos that a reporter sends later stand with the report's own, up to what its form allows."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.actions import Invalid, Refused
from tinhso.kernel.cases.models import Case, Evidence, Note
from tinhso.kernel.cases.queries import Reporter
from tinhso.kernel.documents.actions import StoredPhoto, store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.documents.models import Attachment
from tinhso.kernel.ledger.actors import ANONYMOUS
from tinhso.kernel.ledger.models import Event

from . import scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
REPORT = {"text": "Ổ gà lớn trước cổng trường", "place": "99001"}
MOST = 5


def photos(*colours: str) -> list[StoredPhoto]:
    found = []
    for colour in colours:
        drawn = BytesIO()
        Image.new("RGB", (64, 48), colour).save(drawn, "JPEG")
        found.append(store_photo(prepare_photo(drawn.getvalue())))
    return found


def reporter(filed: actions.Filed) -> Reporter:
    found = queries.reporter(filed.number, filed.secret)
    assert found is not None
    return found


@pytest.fixture
def filed(example: Path, clock: scene.Clock) -> actions.Filed:
    assert example
    return actions.file("hotline.report", REPORT, key="k", actor=ANONYMOUS, now=clock.now)


def supplement(
    filed: actions.Filed, text: str, *colours: str, now: datetime
) -> actions.Supplemented:
    return actions.supplement(filed.case_id, text, photos(*colours), actor=reporter(filed), now=now)


def test_photos_stand_with_the_reports_own_and_one_event_names_them(
    filed: actions.Filed, clock: scene.Clock
) -> None:
    before = Event.objects.filter(kind__startswith="cases.").count()
    done = supplement(filed, "Nay đã rộng hơn", "red", "blue", now=clock.later(hours=2))
    assert (len(done.photos), done.left) == (2, 0)
    view = queries.case_view(filed.number, reporter(filed), now=clock.now)
    assert view is not None
    assert view.photos == done.photos
    assert [one.text for one in view.notes] == ["Nay đã rộng hơn"]
    told = Event.objects.get(kind="cases.case.supplemented")
    assert told.data["photos"] == [str(photo) for photo in done.photos]
    assert "rộng hơn" not in told.body
    assert Event.objects.filter(kind__startswith="cases.").count() == before + 1
    operator = scene.appoint("operator", "tong-dai-1022")
    seen = queries.case_view(filed.number, operator, now=clock.now)
    assert seen is not None
    assert seen.photos == done.photos


def test_what_the_case_holds_already_is_not_attached_again(
    filed: actions.Filed, clock: scene.Clock
) -> None:
    supplement(filed, "", "red", "red", now=clock.now)
    assert Evidence.objects.count() == 1
    again = supplement(filed, "", "red", "blue", now=clock.now)
    assert (len(again.photos), again.left) == (1, 0)
    assert supplement(filed, "", "red", "blue", now=clock.now) == actions.Supplemented()
    assert (Evidence.objects.count(), Attachment.objects.count()) == (2, 2)
    assert Note.objects.count() == 2


def test_over_the_forms_limit_the_words_are_kept_and_photos_are_left(
    filed: actions.Filed, clock: scene.Clock
) -> None:
    done = supplement(filed, "", "red", "blue", "green", "white", "black", "gray", now=clock.now)
    assert (len(done.photos), done.left) == (MOST, 1)
    done = supplement(filed, "Thêm một ảnh", "gray", now=clock.now)
    assert done == actions.Supplemented(left=1)
    assert Evidence.objects.count() == MOST
    assert Note.objects.filter(text="Thêm một ảnh").count() == 1
    assert Event.objects.filter(kind="cases.case.noted").count() == 1


def test_a_procedure_that_asks_for_no_photos_takes_none(clock: scene.Clock) -> None:
    asked = scene.ask(clock)
    assert supplement(asked, "", "red", now=clock.now) == actions.Supplemented(left=1)


def test_a_case_that_has_ended_takes_none(filed: actions.Filed, clock: scene.Clock) -> None:
    Case.objects.update(closed_at=clock.now, outcome="agreed")
    with pytest.raises(Refused):
        supplement(filed, "Nay đã rộng hơn", "red", now=clock.now)
    assert not Evidence.objects.exists()
    assert not Note.objects.exists()


def test_only_the_cases_own_reporter_may(filed: actions.Filed, clock: scene.Clock) -> None:
    other = actions.file("hotline.report", REPORT, key="other", actor=ANONYMOUS, now=clock.now)
    with pytest.raises(Refused):
        actions.supplement(filed.case_id, "", photos("red"), actor=reporter(other), now=clock.now)
    assert not Evidence.objects.exists()


def test_words_too_long_attach_nothing(filed: actions.Filed, clock: scene.Clock) -> None:
    with pytest.raises(Invalid):
        supplement(filed, "x" * 4001, "red", now=clock.now)
    assert not Evidence.objects.exists()
