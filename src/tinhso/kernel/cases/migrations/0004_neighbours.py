from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_substitutes_and_mentions")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["latitude", "longitude"],
                name="cases_by_point",
                condition=models.Q(latitude__isnull=False),
            ),
        ),
        # What “the same address” means: in one commune, however it is written in capitals.
        migrations.RunSQL(
            """
            CREATE INDEX cases_by_address ON cases_case (place_id, lower(form ->> 'address'))
            WHERE lower(form ->> 'address') IS NOT NULL
            """,
            "DROP INDEX cases_by_address",
        ),
    ]
