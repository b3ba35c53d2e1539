from django.db import migrations


def move(apps, schema_editor):
    """Give each member the one capacity they had, since the day they joined: no other is known."""
    Membership = apps.get_model("members", "Membership")
    MemberCapacity = apps.get_model("members", "MemberCapacity")
    held = Membership.objects.exclude(capacity="inhabitant")
    MemberCapacity.objects.bulk_create(
        [
            MemberCapacity(
                territory_id=row.territory_id,
                membership_id=row.pk,
                kind=row.capacity,
                since=row.joined_at,
            )
            for row in held.iterator()
        ],
        batch_size=500,
    )


def move_back(apps, schema_editor):
    """The capacity given first, where there are several."""
    Membership = apps.get_model("members", "Membership")
    MemberCapacity = apps.get_model("members", "MemberCapacity")
    held = MemberCapacity.objects.filter(ended_at=None).order_by("-since", "-pk")
    for row in held.iterator():
        Membership.objects.filter(pk=row.membership_id).update(capacity=row.kind)


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_capacities_of_members'),
    ]

    operations = [migrations.RunPython(move, move_back)]
