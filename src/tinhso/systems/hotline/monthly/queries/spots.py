"""What hot spots are found in: reports by commune and category, lately and before."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from ..rules.spots import Seen
from .counting import Rounds


def seen(rounds: Rounds, until: datetime, *, recent: timedelta, usual: timedelta) -> list[Seen]:
    """Return the reports received by commune and category up to `until`; one query."""
    border = until - recent
    received = rounds.filter(nth=1, opened_at__gte=border - usual, opened_at__lt=until)
    counted = (
        received.filter(commune__isnull=False).exclude(category="").values("commune_id", "category")
    )
    found = counted.annotate(
        recent=Count("pk", filter=Q(opened_at__gte=border)),
        usual=Count("pk", filter=Q(opened_at__lt=border)),
    )
    return [
        Seen(row["commune_id"], row["category"], row["recent"], row["usual"])
        for row in found.order_by("commune_id", "category")
    ]
