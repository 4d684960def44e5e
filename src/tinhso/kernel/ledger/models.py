"""The tables of the ledger, made and guarded by SQL in the migration.

They are unmanaged on purpose: Django neither alters nor flushes them, not even in tests. Of an
event, only `body` is hashed; kind, subject, actor and data are computed from it by PostgreSQL, so
what a screen reads is what was signed.
"""

from django.db import models

APPEND_ONLY = ("ledger_event", "ledger_leaf", "ledger_node", "ledger_head", "ledger_epoch")
DELETABLE = ("ledger_salt",)


class Event(models.Model):
    """What happened, once: written in the transaction of the change it tells of."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    body = models.TextField()
    kind = models.TextField()
    subject = models.TextField()
    actor = models.TextField()
    data = models.JSONField()

    class Meta:
        managed = False
        db_table = "ledger_event"

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Salt(models.Model):
    """What opens a commitment of an event. Deleting it makes the commitment say nothing."""

    pk = models.CompositePrimaryKey("event_id", "name")
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="salts")
    name = models.TextField()
    salt = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_salt"

    def __str__(self) -> str:
        return self.name


class Leaf(models.Model):
    """The place of an event in the sealed log: positions from 0 without gaps."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.DO_NOTHING, related_name="leaf")
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_leaf"

    def __str__(self) -> str:
        return str(self.position)


class Node(models.Model):
    """The hash of a complete subtree of 256**level leaves, from leaf index * 256**level on."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_node"

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Epoch(models.Model):
    """A stretch of the log written by one PostgreSQL cluster, whose transaction ids order it."""

    number = models.IntegerField(primary_key=True)
    cluster = models.BigIntegerField(help_text="pg_control_system().system_identifier")
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "ledger_epoch"

    def __str__(self) -> str:
        return str(self.number)


class Head(models.Model):
    """A signed statement of the whole log at one size; `checkpoint` is the exact signed note."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    checkpoint = models.TextField()
    key_id = models.TextField()
    epoch = models.ForeignKey(Epoch, models.DO_NOTHING, db_column="epoch")
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "ledger_head"

    def __str__(self) -> str:
        return str(self.size)
