from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_move_capacities'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='membership',
            name='capacity',
        ),
    ]
