from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0002_series'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(fields=['recorded_at'], name='indicators_observation_since'),
        ),
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['superseded_at'], name='indicators_observation_until'),
        ),
    ]
