import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0004_neighbours"),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("taken_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("note", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="visit", to="cases.note")),
                ("step", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="cases.step")),
            ],
        ),
    ]
