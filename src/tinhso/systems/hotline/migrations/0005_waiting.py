from django.db import migrations, models

WAITING = (
    models.Q(reviewed_at__isnull=True, withheld_at__isnull=True) & ~models.Q(category="")
) | models.Q(answered_at__gt=models.F("reviewed_at"))


class Migration(migrations.Migration):
    dependencies = [("hotline", "0004_month")]

    operations = [
        migrations.AddField("publishedreport", "withheld_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "publishedreport",
            models.Index(fields=["filed_at"], name="hotline_waiting", condition=WAITING),
        ),
    ]
