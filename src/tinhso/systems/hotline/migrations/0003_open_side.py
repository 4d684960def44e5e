import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# A register may hold what is nobody else's business: the open side sees these columns of this one.
CATEGORIES = """
CREATE VIEW hotline_category AS
SELECT r.code, r.title AS title_vi, COALESCE(r.data ->> 'title_en', '') AS title_en,
       COALESCE(r.data ->> 'field', '') AS field,
       COALESCE(declared.fields -> (r.data ->> 'field') ->> 'vi', '') AS field_vi,
       COALESCE(declared.fields -> (r.data ->> 'field') ->> 'en', '') AS field_en,
       r.sort_key, r.valid_from, r.valid_to
FROM registers_record r
LEFT JOIN (
    SELECT content::jsonb #> '{fields,field,choices}' AS fields
    FROM registers_declaration WHERE name = 'hotline_categories'
    ORDER BY since DESC, id DESC LIMIT 1
) declared ON true
WHERE r.register = 'hotline_categories'
"""

FILLED = """
UPDATE hotline_publishedphoto p
SET file = a.file, thumbnail = a.thumbnail, media_type = a.media_type,
    width = a.width, height = a.height
FROM documents_attachment a WHERE a.id = p.attachment_id;
UPDATE hotline_publishedreport r
SET words = ARRAY(SELECT DISTINCT unnest(string_to_array(folded, ' ')) ORDER BY 1),
    pictures = (SELECT count(*) FROM hotline_publishedphoto p WHERE p.report_id = r.case_id),
    shown_at = reviewed_at
WHERE reviewed_at IS NOT NULL;
UPDATE hotline_follower SET position = -1 WHERE name = 'hotline.report'
"""

ONLY_AFTER_REVIEW = models.Q(
    ("reviewed_at__isnull", False),
    models.Q(
        ("answer", ""),
        ("folded", ""),
        ("pictures", 0),
        ("text", ""),
        ("title", ""),
        ("words", []),
    ),
    _connector="OR",
)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_originals"),
        ("hotline", "0002_answers_by_day"),
        ("registers", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicCategory",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("title_vi", models.TextField()),
                ("title_en", models.TextField()),
                ("field", models.TextField()),
                ("field_vi", models.TextField()),
                ("field_en", models.TextField()),
                ("sort_key", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
            ],
            options={
                "db_table": "hotline_category",
                "ordering": ("sort_key", "code"),
                "managed": False,
            },
        ),
        migrations.RunSQL(CATEGORIES, "DROP VIEW hotline_category"),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="documents.attachment",
                    ),
                ),
                ("proposed", models.JSONField(default=list)),
                ("looked_at", models.DateTimeField(null=True)),
                ("boxes", models.JSONField(default=list)),
                (
                    "copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
            ],
        ),
        migrations.AlterModelOptions(name="publishedphoto", options={"ordering": ("id",)}),
        migrations.AddField(
            "publishedphoto",
            "file",
            models.CharField(max_length=80, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "publishedphoto",
            "thumbnail",
            models.CharField(max_length=80, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "publishedphoto",
            "media_type",
            models.CharField(max_length=40, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "publishedphoto",
            "width",
            models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            "publishedphoto",
            "height",
            models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField("publishedreport", "way", models.JSONField(default=list)),
        migrations.AddField("publishedreport", "moved_at", models.DateTimeField(null=True)),
        migrations.AddField("publishedreport", "shown_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "publishedreport",
            "words",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            "publishedreport", "pictures", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        # A check written anew: the rows that were just filled must not wait for their triggers.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint("publishedreport", "hotline_words_only_after_review"),
        migrations.AddConstraint(
            "publishedreport",
            models.CheckConstraint(
                condition=ONLY_AFTER_REVIEW, name="hotline_words_only_after_review"
            ),
        ),
        migrations.AddIndex(
            "publishedreport",
            models.Index(fields=["unit", "-filed_at"], name="hotline_by_unit"),
        ),
        migrations.AddIndex(
            "publishedreport",
            models.Index(
                condition=models.Q(("pictures__gt", 0)),
                fields=["-filed_at", "-case"],
                name="hotline_with_pictures",
            ),
        ),
        migrations.AddIndex(
            "publishedreport",
            django.contrib.postgres.indexes.GinIndex(fields=["words"], name="hotline_by_words"),
        ),
    ]
