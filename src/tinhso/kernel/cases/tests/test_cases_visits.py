"""What is recorded on the spot of a case: it arrives once, whatever the signal does."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import LazySettings
from PIL import Image

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.actions import Invalid, OnSpot, Refused
from tinhso.kernel.cases.models import Evidence, Note, Step, Visit
from tinhso.kernel.documents.actions import StoredPhoto, store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.actors import Member

from . import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(settings: LazySettings) -> scene.Clock:
    scene.load_example(settings)
    return scene.Clock()


@pytest.fixture
def asked(clock: scene.Clock) -> actions.Filed:
    return scene.ask(clock)


@pytest.fixture
def worker(asked: actions.Filed) -> Member:
    step = next(iter(_open_steps(asked)))
    assert step.unit is not None
    return scene.appoint(step.role.split()[0], step.unit.code)


def _open_steps(asked: actions.Filed) -> list[Step]:
    return list(
        Step.objects.filter(
            case_id=asked.case_id, closed_at=None, unit__isnull=False
        ).select_related("unit")
    )


def photo(colour: str = "#446688") -> StoredPhoto:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), colour).save(drawn, "JPEG")
    return store_photo(prepare_photo(drawn.getvalue()))


def test_words_and_photos_stand_beside_the_step(
    clock: scene.Clock, asked: actions.Filed, worker: Member
) -> None:
    seen = OnSpot("Cửa kho bị kẹt", clock.now - timedelta(hours=3), [photo()])
    assert actions.visit(asked.number, seen, key="a", actor=worker, now=clock.now)
    kept = Visit.objects.get()
    assert kept.note.text == "Cửa kho bị kẹt"
    assert kept.note.audience == Note.Audience.STAFF
    assert kept.taken_at == clock.now - timedelta(hours=3)
    found = Evidence.objects.get()
    assert found.step_id == kept.step_id
    reporter = queries.reporter(asked.number, asked.secret)
    assert reporter is not None
    seen_by: tuple[tuple[Actor, tuple[object, ...]], ...] = (
        (worker, (found.attachment_id,)),
        (reporter, ()),
    )
    for who, shown in seen_by:
        view = queries.case_view(asked.number, who, now=clock.now)
        assert view is not None
        assert view.reads
        assert next(one for one in view.line if one.state != "done").photos == shown


def test_what_is_sent_again_is_kept_once(
    clock: scene.Clock, asked: actions.Filed, worker: Member
) -> None:
    seen = OnSpot("Đã đến nơi", clock.now, [photo()])
    came = [
        actions.visit(asked.number, seen, key="a", actor=worker, now=clock.later(minutes=1))
        for _ in range(3)
    ]
    assert came == [True, False, False]
    assert (Visit.objects.count(), Evidence.objects.count()) == (1, 1)


def test_a_clock_that_runs_ahead_is_not_believed(
    clock: scene.Clock, asked: actions.Filed, worker: Member
) -> None:
    seen = OnSpot("Đã đến nơi", clock.now + timedelta(days=2))
    actions.visit(asked.number, seen, key="a", actor=worker, now=clock.now)
    assert Visit.objects.get().taken_at == clock.now
    told = Event.objects.get(kind="cases.step.visited").data
    assert told["taken_at"] == clock.now.isoformat()


def test_whose_step_it_is_not_brings_nothing(clock: scene.Clock, asked: actions.Filed) -> None:
    stranger = scene.appoint("officer", "99016")
    with pytest.raises(Refused):
        actions.visit(
            asked.number, OnSpot("Đã đến nơi", clock.now), key="a", actor=stranger, now=clock.now
        )
    assert not Visit.objects.exists()


def test_nothing_at_all_is_refused_with_the_cure(
    clock: scene.Clock, asked: actions.Filed, worker: Member
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.visit(asked.number, OnSpot(" ", clock.now), key="a", actor=worker, now=clock.now)
    assert "text" in refused.value.errors
