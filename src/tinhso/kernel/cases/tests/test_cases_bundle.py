import pytest
from django.db import DatabaseError
from django.utils import timezone

from tinhso.kernel.cases.models import Bundle


@pytest.mark.django_db
def test_the_database_refuses_to_change_a_bundle() -> None:
    bundle = Bundle.objects.create(
        hash="a" * 64,
        name="x.y",
        title_vi="x",
        title_en="x",
        valid_from="2026-01-01",
        content={},
        loaded_at=timezone.now(),
    )
    with pytest.raises(DatabaseError, match="never changes"):
        Bundle.objects.filter(pk=bundle.pk).update(content={"other": 1})
