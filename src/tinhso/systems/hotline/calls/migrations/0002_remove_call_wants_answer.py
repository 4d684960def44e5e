"""Who wants to hear the answer has a report of their own, which is answered together."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hotline_calls", "0001_initial")]

    operations = [migrations.RemoveField(model_name="call", name="wants_answer")]
