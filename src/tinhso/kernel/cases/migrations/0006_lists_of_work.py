import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_visits")]

    operations = [
        TrigramExtension(),
        # Only of open cases: a list of work is searched, and it stays small.
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="cases_open_words",
                condition=models.Q(closed_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                "due_at",
                name="cases_step_raised",
                condition=models.Q(closed_at__isnull=True, escalated__gt=0),
            ),
        ),
    ]
