import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import site_core.kernel.plain_text
from django.conf import settings
from django.db import migrations, models

from site_core.kernel.composite_keys import LinkInsideTerritory


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0007_readable_names'),
        ('members', '0006_session_generation'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='renamed_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='renames',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name='MemberCapacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('group', 'group'), ('elected', 'elected person'), ('agent', 'public service')], max_length=10, verbose_name='capacity')),
                ('title', models.CharField(blank=True, help_text='For example: deputy for culture, roads department. Everybody reads it.', max_length=80, validators=[site_core.kernel.plain_text.refuse_unreadable], verbose_name='title')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.citizengroup', verbose_name='group')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to='members.membership', verbose_name='member')),
                ('territory', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.territory', verbose_name='territory')),
            ],
            options={
                'verbose_name': 'capacity of a member',
                'verbose_name_plural': 'capacities of members',
                'abstract': False,
                'base_manager_name': 'all_rows',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('group', None)), fields=('territory', 'membership', 'kind', 'title'), name='one_capacity_a_title'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('territory', 'membership', 'group'), name='one_capacity_a_group')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('all_rows', django.db.models.manager.Manager()),
            ],
        ),
        LinkInsideTerritory("MemberCapacity", "membership"),
    ]
