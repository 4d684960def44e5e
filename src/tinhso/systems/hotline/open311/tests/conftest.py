"""The fictional province with its hotline and its further questions, asked over HTTP."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from .asking import Api


@pytest.fixture(scope="package")
def province_of_package(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Load the province once for all tests of the package; each undoes what it wrote itself."""
    from django.conf import settings
    from django.db import transaction
    from django.test import override_settings

    from tinhso.kernel.cases.tests.scene import LOADED, load_example
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.people import loading as people
    from tinhso.kernel.registers import loading as registers

    del django_db_setup
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]  # untyped
        override_settings(TINHSO_PROVINCE=settings.TINHSO_PROVINCE),
        transaction.atomic(),
    ):
        folder = load_example(settings)
        for room in (people, registers):
            room.load(folder, actor=LOADER, now=LOADED)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def api(province_of_package: None) -> "Api":
    """Return a program that asks in the fictional province."""
    from .asking import Api

    del province_of_package
    return Api()


@pytest.fixture
def now() -> datetime:
    """Return an instant shortly before the pages ask the clock."""
    return timezone.now()


@pytest.fixture
def answered(api: "Api", now: datetime) -> str:
    """Return the number of a report that was answered and shown."""
    from tinhso.systems.hotline.tests.story import told

    from .asking import shown

    del api
    return shown(told(now, latitude=21.601234, longitude=104.401234).classified().answered())
