"""Boundaries of areas, as far as an operator has imported official ones."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Func, Q


class Corner(Func):
    """A corner of a box, as PostgreSQL's own point."""

    function = "point"


class Box(Func):
    """The box between two corners; PostgreSQL indexes it without PostGIS."""

    function = "box"


class Holds(Func):
    """Whether a box holds a point."""

    template = "(%(expressions)s)"
    arg_joiner = " @> "
    output_field = models.BooleanField()


class Boundary(models.Model):
    """The boundary of one version of an area: WKB of a polygon or several, WGS 84.

    The box around it stands in four columns, so that the database finds the few boundaries in
    which a point can lie; shapely decides between those.
    """

    unit = models.OneToOneField("units.Unit", on_delete=models.PROTECT, related_name="boundary")
    shape = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.TextField()
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "boundaries"
        indexes = [
            GistIndex(
                Box(Corner("west", "south"), Corner("east", "north")), name="places_boundary_box"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="places_box_is_a_box",
                condition=Q(west__lt=models.F("east"), south__lt=models.F("north")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}"
