"""A point has two halves or none."""

import pytest
from django.db import IntegrityError, transaction

from tinhso.kernel.units.models import Unit


@pytest.mark.django_db
@pytest.mark.parametrize("half", [{"latitude": 21.5}, {"longitude": 105.8}])
def test_half_a_point_is_refused(half: dict[str, float]) -> None:
    with pytest.raises(IntegrityError, match="units_point_is_whole"), transaction.atomic():
        Unit.objects.create(code="x", kind="commune", folded="", sort_key="", **half)
