from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline_alike", "0002_lessons_are_whole")]

    operations = [migrations.RemoveField("Link", "by")]
