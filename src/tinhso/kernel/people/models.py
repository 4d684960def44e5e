"""Accounts that sign in, persons that are known, and the posts that accounts hold."""

import uuid
from typing import ClassVar

import uuid6
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, made before the insert."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Person(models.Model):
    """Someone known to the province. What identifies them is stored encrypted, never in plain.

    A sealed field reads "<key id>.<base64>" (see `sealing`); an index column holds a keyed hash
    of the normalised value, by which the row is found again without being readable.
    """

    class Kind(models.TextChoices):
        """As whom someone acts."""

        PERSON = "person"
        HOUSEHOLD = "household"
        COOPERATIVE = "cooperative"
        ENTERPRISE = "enterprise"

    class Assurance(models.TextChoices):
        """How surely someone is known."""

        STATED = "stated"
        CONTACT_CONFIRMED = "contact_confirmed"
        PAPERS_SEEN = "papers_seen"
        NATIONAL_ID = "national_id"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    assurance = models.CharField(max_length=20, choices=Assurance, default=Assurance.STATED)
    name = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    address = models.TextField(blank=True)
    phone_index = models.CharField(max_length=96, blank=True)
    email_index = models.CharField(max_length=96, blank=True)
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["phone_index"], condition=~Q(phone_index=""), name="person_by_phone"
            ),
            models.Index(
                fields=["email_index"], condition=~Q(email_index=""), name="person_by_email"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at=None)
                | Q(name="", phone="", email="", address="", phone_index="", email_index=""),
                name="forgotten_person_is_empty",
            )
        ]

    def __str__(self) -> str:
        return f"person:{self.id}"


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with."""


class Account(AbstractBaseUser):
    """A way to sign in. Holds no personal data: those stand, sealed, with the person."""

    username = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


class Enrolment(models.Model):
    """A one-time code with which an account sets its first password; only its hash is kept."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="enrolment")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"enrolment of account:{self.account_id}"


class Membership(models.Model):
    """A post: an account holds a role at a unit from `since` until the day before `until`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    appointed_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    ended_by = models.CharField(max_length=64, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    succeeds = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="succeeded_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "since",
                            "until",
                            RangeBoundary(),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at unit:{self.unit_id} from {self.since}"


class Substitution(models.Model):
    """While somebody is away from a unit, a colleague there acts for them.

    From `since` until the day before `until`; it ends by itself, and earlier where `until` is
    moved. What it gives (the absent one's posts at this unit, on each of its days) is decided when
    it is used, never here.
    """

    absent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="substitutions")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="substitutions")
    since = models.DateField()
    until = models.DateField()
    entered_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")),
                name="substitution_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(absent=models.F("substitute")), name="nobody_substitutes_themselves"
            ),
            ExclusionConstraint(
                name="one_substitute_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func(
                            "since",
                            "until",
                            RangeBoundary(),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"account:{self.substitute_id} for account:{self.absent_id} from {self.since}"


class RoleBook(models.Model):
    """One version of the province's roles as they were loaded, under the hash of their content."""

    hash = models.CharField(primary_key=True, max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"roles {self.hash[:12]}"


class Hit(models.Model):
    """How often a throttled key was used in one window of time (see `throttle`)."""

    key = models.CharField(max_length=96)
    window = models.BigIntegerField()
    hits = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="one_hit_a_window")]

    def __str__(self) -> str:
        return f"{self.hits} in window {self.window}"


class CacheEntry(models.Model):
    """The table behind Django's database cache: sign-in's counters, shared by every process."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_cache"

    def __str__(self) -> str:
        return self.cache_key
