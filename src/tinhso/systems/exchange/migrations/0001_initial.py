import tinhso.systems.exchange.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Staged',
            fields=[
                ('id', models.UUIDField(default=tinhso.systems.exchange.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=80)),
                ('reason', models.CharField(max_length=200)),
                ('rows', models.JSONField()),
                ('actor', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
