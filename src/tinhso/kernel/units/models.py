"""Units: areas and agencies, since when they stand, and what became of them."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a unit is. The first four are areas, the others bodies that act."""

    COUNTRY = "country", _("Quốc gia")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    GOVERNMENT = "government", _("Chính phủ")
    MINISTRY = "ministry", _("Bộ và cơ quan ngang bộ")
    ASSEMBLY = "assembly", _("Quốc hội và Hội đồng nhân dân")
    COMMITTEE = "committee", _("Ủy ban nhân dân")
    DEPARTMENT = "department", _("Sở và cơ quan ngang sở")
    AGENCY = "agency", _("Cơ quan, ban, cục")
    CENTRE = "centre", _("Trung tâm")
    PARTY_BODY = "party_body", _("Cơ quan Đảng")


# Words for kinds of one level, as the data says them; data may say others.
SUBTYPES = {
    "tỉnh": _("tỉnh"),
    "thành phố": _("thành phố"),
    "thị xã": _("thị xã"),
    "huyện": _("huyện"),
    "quận": _("quận"),
    "xã": _("xã"),
    "phường": _("phường"),
    "thị trấn": _("thị trấn"),
    "sở": _("sở"),
}
AREAS = (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)


class Confidence(models.TextChoices):
    """How sure the finding is."""

    HIGH = "H", _("chắc chắn")
    MEDIUM = "M", _("khá chắc chắn")
    LOW = "L", _("chưa chắc chắn")


class Period(Func):
    """The days on which a version stands: from `valid_from` on, without `valid_to` itself."""

    function = "daterange"
    output_field = DateRangeField()


class Unit(models.Model):
    """One version of an area or agency.

    `code` is the official code where there is one, kept as text ("05474"). Codes are used again:
    every commune since 1 July 2025 carries the code of an older one, so that a unit is known by
    its code and a date, and never two versions of one code stand on the same day.
    `valid_from` is None where it is not known since when; `valid_to` is the first day on which
    the version no longer stands. The point (WGS 84) is a centre, not a boundary. `aliases` are
    other names and codes under which people look for it; they are found but never shown as its
    name.
    """

    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    subtype = models.CharField(max_length=30, blank=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_vi = models.CharField(max_length=100)
    short_en = models.CharField(max_length=100)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    area_km2 = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, default=Confidence.HIGH)
    note = models.TextField(blank=True)
    aliases = models.JSONField(default=list, blank=True)
    folded = models.TextField(editable=False)
    sort_key = models.TextField(editable=False, db_collation="C")

    class Meta:
        ordering = ("sort_key", "id")
        constraints = [
            ExclusionConstraint(
                name="units_one_version_a_day",
                expressions=[
                    ("code", "="),
                    (Period("valid_from", "valid_to", Value("[)")), "&&"),
                ],
            ),
            models.UniqueConstraint(
                "code", "valid_from", name="units_code_since", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="units_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="units_point_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
            models.CheckConstraint(name="units_kind_is_known", condition=Q(kind__in=Kind.values)),
        ]
        indexes = [
            models.Index("kind", "valid_to", "sort_key", name="units_kind_order"),
        ]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def title(self) -> str:
        """The full name in the reader's language."""
        return self.name_en if _english() else self.name_vi

    @property
    def short_title(self) -> str:
        """The name without its kind, in the reader's language."""
        return self.short_en if _english() else self.short_vi

    @property
    def subtype_title(self) -> str:
        """What it is within its level, in the reader's language: "phường", or its level."""
        return str(SUBTYPES.get(self.subtype, self.subtype or self.get_kind_display()))

    @property
    def body_title(self) -> str:
        """The name of the body that acts for it: of an area, its People's Committee."""
        if self.kind not in (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE):
            return self.title
        if _english():
            return f"People's Committee of {self.name_en}"
        return f"UBND {self.name_vi[:1].lower()}{self.name_vi[1:]}"

    @property
    def is_area(self) -> bool:
        """Whether the unit is a piece of land rather than a body that acts."""
        return self.kind in AREAS

    def stands_on(self, day: date) -> bool:
        """Return whether this version is in force on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


class Change(models.TextChoices):
    """How a unit became another."""

    WHOLE = "whole", _("chuyển nguyên vẹn")
    MERGE = "merge", _("sáp nhập")
    SPLIT = "split", _("chia tách")
    RENAME = "rename", _("đổi tên")
    UPGRADE = "upgrade", _("nâng cấp")


class Succession(models.Model):
    """What became of a unit: one row for each pair of a predecessor and a successor.

    `share` is the part of the predecessor (0 < share <= 1) that went into the successor. It is
    None where a unit was divided and nobody has declared by how much: then nothing is computed
    across the change and a person is asked. `known_since` is the day on which the change was
    decided or first known, which may lie before or after the day on which it took effect.
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="following")
    change = models.CharField(max_length=7, choices=Change)
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)
    effective = models.DateField()
    known_since = models.DateField(null=True, blank=True)
    decided_by = models.TextField(blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, default=Confidence.HIGH)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("predecessor", "successor", name="units_succession_once"),
            models.CheckConstraint(
                name="units_succession_share",
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
            ),
            models.CheckConstraint(
                name="units_only_a_split_has_parts",
                condition=Q(share__isnull=False, share=1) | Q(change=Change.SPLIT),
            ),
            models.CheckConstraint(
                name="units_no_own_successor", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


def _english() -> bool:
    return (get_language() or "vi").split("-")[0] == "en"
