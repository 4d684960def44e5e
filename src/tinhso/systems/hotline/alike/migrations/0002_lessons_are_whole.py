from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline_alike", "0001_links_and_lessons")]

    operations = [migrations.RemoveField("Lesson", "until")]
