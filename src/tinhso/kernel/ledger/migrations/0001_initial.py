"""The ledger's tables, in SQL: xid8, computed columns and the refusals are PostgreSQL's own."""

from django.db import migrations, models

TABLES = """
CREATE TABLE ledger_event (
    id uuid PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL,
    body text NOT NULL CHECK (octet_length(body) <= 16384),
    kind text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'kind') STORED,
    subject text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'subject') STORED,
    actor text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'actor') STORED,
    data jsonb NOT NULL GENERATED ALWAYS AS (body::jsonb -> 'data') STORED
);
CREATE INDEX ledger_event_sealing ON ledger_event (xid, id);
CREATE INDEX ledger_event_subject ON ledger_event (subject, at);

CREATE TABLE ledger_salt (
    event_id uuid NOT NULL REFERENCES ledger_event (id),
    name text NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 16),
    PRIMARY KEY (event_id, name)
);

-- No foreign key to the event: an event can never be deleted, and the check would be paid a
-- million times for nothing.
CREATE TABLE ledger_leaf (
    position bigint PRIMARY KEY CHECK (position >= 0),
    event_id uuid NOT NULL UNIQUE,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

CREATE TABLE ledger_node (
    level smallint NOT NULL CHECK (level >= 1),
    index bigint NOT NULL CHECK (index >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, index)
);

CREATE TABLE ledger_epoch (
    number integer PRIMARY KEY CHECK (number >= 1),
    cluster bigint NOT NULL,
    at timestamptz NOT NULL
);

CREATE TABLE ledger_head (
    size bigint PRIMARY KEY CHECK (size >= 1),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    checkpoint text NOT NULL,
    key_id text NOT NULL,
    epoch integer NOT NULL REFERENCES ledger_epoch (number),
    last_xid xid8 NOT NULL,
    last_event uuid NOT NULL,
    at timestamptz NOT NULL
);

INSERT INTO ledger_epoch (number, cluster, at)
SELECT 1, system_identifier, now() FROM pg_control_system();
"""

REFUSALS = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
    for table in ("ledger_event", "ledger_leaf", "ledger_node", "ledger_head", "ledger_epoch")
)


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        # An append-only log has no way back: there is no reverse.
        migrations.RunSQL(TABLES + REFUSALS),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("body", models.TextField()),
                ("kind", models.TextField()),
                ("subject", models.TextField()),
                ("actor", models.TextField()),
                ("data", models.JSONField()),
            ],
            options={"db_table": "ledger_event", "managed": False},
        ),
        migrations.CreateModel(
            name="Salt",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "event_id",
                        "name",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.TextField()),
                ("salt", models.BinaryField()),
            ],
            options={"db_table": "ledger_salt", "managed": False},
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "ledger_leaf", "managed": False},
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "index",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "ledger_node", "managed": False},
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                (
                    "cluster",
                    models.BigIntegerField(help_text="pg_control_system().system_identifier"),
                ),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_epoch", "managed": False},
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("checkpoint", models.TextField()),
                ("key_id", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_head", "managed": False},
        ),
    ]
