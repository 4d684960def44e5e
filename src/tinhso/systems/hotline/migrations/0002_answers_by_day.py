from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="publishedreport",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", False)),
                fields=["answered_at"],
                name="hotline_by_answer",
            ),
        ),
    ]
