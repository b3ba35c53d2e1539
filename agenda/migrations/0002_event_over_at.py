from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='over_at',
            field=models.DateTimeField(db_index=True, default=timezone.now, editable=False),
            preserve_default=False,
        ),
    ]
