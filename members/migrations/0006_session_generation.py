from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0005_criteria_and_follows"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_generation",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
