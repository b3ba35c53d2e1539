"""What the letters of news cost: all those of a territory that are due at once.

The mail server takes everything and says nothing: what is measured is ours.
"""

import time
from datetime import timedelta
from random import Random

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Membership, User
from messaging.digests import send_due
from messaging.models import Digest
from site_core.kernel import territories
from site_core.kernel.models import Territory, Topic, Town

TOGETHER = 500


def measure(territory: Territory, sizes: tuple[int, ...]) -> dict[str, float]:
    """Milliseconds and queries of one letter, when so many members' are due."""
    figures: dict[str, float] = {}
    for size in sizes:
        with territories.enter(territory):
            bring_to(territory, size)
            Digest.objects.all().delete()
            now = timezone.now()
            Membership.objects.update(
                joined_at=now - timedelta(days=30), digest_due_at=now - timedelta(minutes=1)
            )
        started = time.perf_counter()
        if size > TOGETHER:
            sent = send_due().sent
        else:
            with CaptureQueriesContext(connection) as asked:
                sent = send_due().sent
            figures[f"{size:,} members: queries a letter"] = round(len(asked) / sent, 1)
        spent = time.perf_counter() - started
        figures[f"{size:,} members: letters sent"] = sent
        figures[f"{size:,} members: a letter (ms)"] = round(1000 * spent / sent, 1)
        figures[f"{size:,} members: all of them (s)"] = round(spent, 1)
    return figures


def bring_to(territory: Territory, total: int) -> None:
    """Bring the members of the territory in scope to so many, each with towns and topics."""
    draw = Random(4)
    known = Membership.objects.count()
    people = User.objects.bulk_create(
        [
            User(email=f"membre{number}@banc.test", name=f"Membre {number}")
            for number in range(known, total)
        ],
        batch_size=TOGETHER,
    )
    rows = [
        Membership(territory=territory, user=person, display_name=person.name) for person in people
    ]
    members = Membership.objects.bulk_create(rows, batch_size=TOGETHER)
    towns, topics = list(Town.objects.all()), list(Topic.objects.all())
    for member in members:
        member.towns.add(draw.choice(towns))
        member.topics.add(*draw.sample(topics, 2))
