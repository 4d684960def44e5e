from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0003_open_side")]

    operations = [
        migrations.AddIndex(
            "publishedreport",
            models.Index(
                fields=["filed_at"],
                include=["due_at", "answered_at", "status", "stars"],
                name="hotline_month",
            ),
        ),
    ]
