"""From asking to be told to a letter in the hand: once, to whom it concerns, while it is true."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.utils import timezone

import tinhso
from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actors import CLOCK, Actor
from tinhso.kernel.ledger.keys import signer
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages.contracts import BadAddress, Letter, Receipt
from tinhso.kernel.messages.models import Message
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.models import PublishedReport
from tinhso.systems.hotline.notices import actions, queries
from tinhso.systems.hotline.notices.actions import Draft, Wanted, WrongCode
from tinhso.systems.hotline.notices.models import Notice, Subscription
from tinhso.systems.hotline.notices.rules.concerning import concerns
from tinhso.systems.hotline.tests.story import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

OPERATOR = Actor("account:1")
KEY = UUID("00000000-0000-4000-8000-00000000a1b2")
PLACES = ("99001", "99007", "99013")


def unit(code: str, now: datetime):  # type: ignore[no-untyped-def]
    return by_code(code, timezone.localdate(now))


def follow(
    letters: list[Letter], now: datetime, address: str = "mai@example.vn", **wanted: object
) -> Subscription:
    channel = "email" if "@" in address else "sms"
    one = actions.subscribe(Wanted(channel, address, **wanted), now=now)  # type: ignore[arg-type]
    post.deliver(now=now)
    code = re.search(r"\b\d{6}\b", letters[-1].body)
    assert code is not None
    return actions.confirm(one.pk, code[0], now=now)


def give(
    now: datetime, *codes: str, kind: str = "other", key: UUID = KEY, **more: object
) -> Notice:
    draft = Draft(
        kind=kind,
        title="Ngập sâu ở cầu Gỗ",
        text="Không đi qua ngầm.",
        expires_at=now + timedelta(hours=6),
        communes=[unit(code, now) for code in codes],
        **more,  # type: ignore[arg-type]
    )
    return actions.give(draft, key=key, actor=OPERATOR, now=now)


def sent(letters: list[Letter], now: datetime) -> list[str]:
    """Let everything out that waits; return the addresses of the notice's letters."""
    before = len(letters)
    while actions.spread(now=now, batch=2):
        pass
    post.deliver(now=now)
    return [letter.address for letter in letters[before:]]


def test_nothing_is_told_before_the_code_came_back(letters: list[Letter], now: datetime) -> None:
    one = actions.subscribe(Wanted("email", "mai@example.vn"), now=now)
    give(now)
    assert "mai@example.vn" not in sent(letters, now)[1:]
    with pytest.raises(WrongCode):
        actions.confirm(one.pk, "000000x", now=now)
    with pytest.raises(WrongCode):
        actions.confirm(one.pk, "123456", now=now + timedelta(hours=2))
    with pytest.raises(WrongCode):
        actions.confirm(uuid4(), "123456", now=now)


def test_an_address_is_sealed_and_forgotten_when_asked(
    letters: list[Letter], now: datetime
) -> None:
    one = follow(letters, now)
    assert "mai" not in one.sealed + one.address_index
    assert actions.end(one.pk, now=now)
    assert not actions.end(one.pk, now=now)
    assert not Subscription.objects.exists()


def test_what_nobody_confirmed_is_forgotten(letters: list[Letter], now: datetime) -> None:
    follow(letters, now)
    actions.subscribe(Wanted("sms", "0912345678"), now=now)
    assert actions.sweep(now=now + timedelta(hours=20)) == 0
    assert actions.sweep(now=now + timedelta(hours=25)) == 1
    assert Subscription.objects.count() == 1


def test_following_again_replaces_what_was_followed(letters: list[Letter], now: datetime) -> None:
    follow(letters, now)
    second = follow(letters, now, communes=[unit("99001", now)])
    assert Subscription.objects.get() == second


def test_an_address_of_no_channel_is_refused(now: datetime) -> None:
    with pytest.raises(BadAddress):
        actions.subscribe(Wanted("sms", "hello"), now=now)


def test_a_notice_reaches_whom_it_concerns_each_once(letters: list[Letter], now: datetime) -> None:
    here, elsewhere = unit("99001", now), unit("99007", now)
    follow(letters, now, "here@example.vn", communes=[here])
    follow(letters, now, "elsewhere@example.vn", communes=[elsewhere])
    follow(letters, now, "everywhere@example.vn")
    follow(letters, now, "0912345678", communes=[here, elsewhere])
    made = give(now, "99001")
    assert give(now, "99001") == made
    assert queries.reach("other", [here.pk]).by_channel == {"email": 2, "sms": 1}
    reached = sent(letters, now)
    assert sorted(reached) == ["+84912345678", "everywhere@example.vn", "here@example.vn"]
    assert sent(letters, now) == []
    made.refresh_from_db()
    assert made.spread_at == now


def test_sql_and_rule_agree_on_whom_it_concerns(letters: list[Letter], now: datetime) -> None:
    wants = [((), ()), (("other",), ()), (("flood",), PLACES[:1]), ((), PLACES[1:])]
    made = {
        follow(
            letters,
            now,
            f"n{place}@example.vn",
            kinds=kinds,
            communes=[unit(code, now) for code in communes],
        ).pk: (kinds, communes)
        for place, (kinds, communes) in enumerate(wants)
    }
    for kind in ("other", "flood"):
        for codes in ((), PLACES[:1], PLACES[1:]):
            found = queries.concerned(kind, [unit(code, now).pk for code in codes])
            assert set(found.values_list("pk", flat=True)) == {
                pk
                for pk, (kinds, communes) in made.items()
                if concerns(kind=kind, communes=codes, wanted_kinds=kinds, wanted_communes=communes)
            }


def test_what_was_delivered_is_counted(letters: list[Letter], now: datetime) -> None:
    for place in range(3):
        follow(letters, now, f"n{place}@example.vn")
    made = give(now)
    sent(letters, now)
    post.acknowledge(Receipt("email", f"ref-{len(letters)}", delivered=True), now=now)
    counts = queries.delivered(made)
    assert (counts.sent, counts.delivered) == (2, 1)


def test_a_notice_withdrawn_recalls_what_has_not_gone_out(
    letters: list[Letter], now: datetime
) -> None:
    follow(letters, now)
    made = give(now)
    actions.spread(now=now)
    actions.withdraw(made.pk, reason="Nước đã rút", actor=OPERATOR, now=now)
    before = len(letters)
    post.deliver(now=now)
    assert len(letters) == before
    assert queries.delivered(made).expired == 1
    assert not queries.standing_notices(now=now).exists()
    with pytest.raises(actions.NotStanding):
        actions.withdraw(made.pk, reason="Lần nữa", actor=OPERATOR, now=now)


def test_a_text_that_expired_is_not_sent_any_more(letters: list[Letter], now: datetime) -> None:
    follow(letters, now)
    made = give(now)
    actions.spread(now=now)
    later = now + timedelta(hours=7)
    before = len(letters)
    post.deliver(now=later)
    assert len(letters) == before
    assert queries.state_of(made, now=later) == "expired"
    late = give(now, key=uuid4())
    assert actions.spread(now=later) == 0
    late.refresh_from_db()
    assert late.told is None


def test_a_draft_says_by_field_what_is_wrong(now: datetime) -> None:
    for wrong, named in (
        (Draft("flooood", "Ngập", "Đừng đi.", now + timedelta(hours=1)), "kind"),
        (Draft("other", " ", "Đừng đi.", now + timedelta(hours=1)), "title"),
        (Draft("other", "Ngập", "x" * 501, now + timedelta(hours=1)), "text"),
        (Draft("other", "Ngập", "Đừng đi.", now + timedelta(minutes=5)), "expires_at"),
        (Draft("other", "Ngập", "Đừng đi.", now + timedelta(days=15)), "expires_at"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.give(wrong, key=uuid4(), actor=OPERATOR, now=now)
        assert set(refused.value.errors) == {named}


def test_a_made_up_notice_is_sent_to_nobody(letters: list[Letter], now: datetime) -> None:
    follow(letters, now)
    give(now, demonstration=True)
    assert sent(letters, now) == []


def test_the_followers_of_a_report_are_told_each_step_once(
    letters: list[Letter], now: datetime, example: Path
) -> None:
    del example
    filed = hotline.file_report(
        hotline.NewReport(text="Ổ gà sâu trên đường liên xóm", place="99001"),
        key="k",
        actor=OPERATOR,
        now=now,
    )
    hotline.project([filed.case_id], now=now)
    follow(letters, now, report=filed.case_id)
    from tinhso.systems.hotline.notices.actions.following import _tell

    for _turn in range(2):
        _tell([filed.case_id], now)
    PublishedReport.objects.filter(pk=filed.case_id).update(status="answered", answered_at=now)
    _tell([filed.case_id], now)
    assert Message.objects.filter(purpose="hotline.followed").count() == 2
    post.deliver(now=now)
    assert filed.number in letters[-1].body
    assert "Đã trả lời" in letters[-1].body


def test_the_demonstrations_notices_are_given_once_and_say_what_they_are(
    now: datetime, settings: LazySettings
) -> None:
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.hotline.notices.demonstration import load_demonstration

    folder = Path(tinhso.__file__).parent / "provinces" / "thai_nguyen"
    settings.TINHSO_PROVINCE = folder
    first = load_demonstration(folder, actor=LOADER, now=now)
    again = load_demonstration(folder, actor=LOADER, now=now)
    assert (first.created, again.created) == (Notice.objects.count(), 0)
    for one in Notice.objects.all():
        assert one.demonstration
        assert "minh họa" in one.title


def test_pressed_twice_at_one_moment_it_is_given_once(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = give(now)
    monkeypatch.setattr(queries, "notice", lambda _key: None)  # the other press isn't seen yet
    assert give(now) == made
    assert Event.objects.filter(kind="hotline.notice.given").count() == 1


def test_what_the_public_table_doesnt_say_yet_is_told_once_it_does(
    letters: list[Letter], now: datetime
) -> None:
    report = told(now)
    report.seen()
    follow(letters, now, report=report.filed.case_id)
    report.classified()
    sealing.begin_epoch(actor=CLOCK, now=now, signer=signer())
    for table_follows in (False, True):
        if table_follows:
            report.seen()
        while actions.follow(now=now):
            pass
        letters_queued = Message.objects.filter(purpose="hotline.followed").count()
        assert letters_queued == int(table_follows)
    post.deliver(now=now)
    assert "Đang xử lý" in letters[-1].body


def test_who_wanted_a_commune_is_told_of_what_it_became(
    letters: list[Letter], now: datetime
) -> None:
    then = now - timedelta(days=365)  # before two communes merged
    one = follow(letters, now, communes=[unit("99004", then)])
    today = timezone.localdate(now)
    assert [place.code for place in queries.places_of(one, today)] == ["99001"]
    follow(letters, now, "0912345678", communes=[unit("99010", then)])  # divided since
    give(now, "99001", key=uuid4())
    assert sent(letters, now) == ["mai@example.vn"]
    give(now, "99007")
    assert sent(letters, now) == ["+84912345678"]
