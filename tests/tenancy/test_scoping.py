"""The wall between territories, seen from the models."""

import asyncio
import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms import modelform_factory
from django.http import StreamingHttpResponse

from members.models import Membership, User
from site_core.kernel import composite_keys, scoping
from site_core.kernel.models import District, Territory, Topic, Town
from tests.factories import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def theirs(b: Territory) -> Topic:
    """A topic of the neighbour."""
    with scoping.scope(b):
        return Topic.objects.create(name="canari-b")


READS: dict[str, Any] = {
    "all": lambda: list(Topic.objects.all()),
    "or": lambda: list(Topic.objects.filter(models.Q(name="canari-b") | models.Q(pk__gt=0))),
    "exclude": lambda: list(Topic.objects.exclude(name="x")),
    "in_bulk": lambda: list(Topic.objects.in_bulk().values()),
    "iterator": lambda: list(Topic.objects.iterator()),
    "union": lambda: list(Topic.objects.order_by().union(Topic.objects.order_by())),
    "values": lambda: list(Topic.objects.values("name")),
    "subquery": lambda: list(Topic.objects.filter(pk__in=Topic.objects.values("pk"))),
    "first": lambda: [Topic.objects.order_by("-pk").first()],
    "reverse": lambda: list(Topic.objects.reverse()),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_no_way_of_reading_shows_the_neighbour(a: Territory, theirs: Topic, read: Any) -> None:
    with scoping.scope(a):
        assert "canari-b" not in str([getattr(row, "name", row) for row in read()])
    with scoping.everywhere():
        seen = [getattr(row, "name", row) for row in READS["all"]()]
    assert "canari-b" in seen


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_outside_of_any_territory_every_read_is_refused(read: Any, db: None) -> None:
    with pytest.raises(scoping.NoScope):
        read()


def test_counts_and_existence_tell_nothing_of_the_neighbour(a: Territory, theirs: Topic) -> None:
    with scoping.scope(a):
        assert not Topic.objects.filter(pk=theirs.pk).exists()
        assert Topic.objects.filter(name="canari-b").count() == 0
        with pytest.raises(Topic.DoesNotExist):
            Topic.objects.get(pk=theirs.pk)


def test_a_queryset_built_in_one_territory_shows_the_one_it_runs_in(
    a: Territory, b: Territory, theirs: Topic
) -> None:
    with scoping.scope(a):
        built = Topic.objects.filter(name="canari-b")
        assert not built.exists()
    with scoping.scope(b):
        assert built.all().get() == theirs


def test_several_territories_are_read_together_and_none_is_written_by_default(
    a: Territory, b: Territory, theirs: Topic
) -> None:
    with scoping.several([a, b]):
        assert {row.territory_id for row in Topic.objects.all()} == {a.pk, b.pk}
        with pytest.raises(scoping.NoScope):
            Topic.objects.create(name="à qui ?")


def test_no_territory_at_all_shows_nothing(theirs: Topic) -> None:
    with scoping.several([]):
        assert list(Topic.objects.all()) == []


def steal(theirs: Topic) -> None:
    Topic(pk=theirs.pk, name="volé").save()


def move(theirs: Topic) -> None:
    theirs.territory_id = scoping.current()
    theirs.save()


def rename(theirs: Topic) -> None:
    theirs.name = "volé"
    theirs.save()


def bulk_rename(theirs: Topic) -> None:
    theirs.name = "volé"
    Topic.objects.bulk_update([theirs], ["name"])


def query_rename(theirs: Topic) -> None:
    Topic.objects.filter(pk=theirs.pk).update(name="volé")


def query_delete(theirs: Topic) -> None:
    Topic.objects.filter(pk=theirs.pk).delete()


def base_delete(theirs: Topic) -> None:
    Topic.all_rows.filter(pk=theirs.pk).delete()


def delete(theirs: Topic) -> None:
    theirs.delete()


def bulk_create(theirs: Topic) -> None:
    Topic.objects.bulk_create([Topic(territory_id=theirs.territory_id, name="volé")])


def upsert(theirs: Topic) -> None:
    Topic.objects.bulk_create(
        [Topic(pk=theirs.pk, name="volé", slug="vole")],
        update_conflicts=True,
        update_fields=["name"],
        unique_fields=["pk"],
    )


def move_by_query(theirs: Topic) -> None:
    Topic.objects.update(territory_id=theirs.territory_id)


@pytest.mark.parametrize(
    "attack",
    [
        steal,
        move,
        rename,
        bulk_rename,
        query_rename,
        query_delete,
        base_delete,
        delete,
        bulk_create,
        upsert,
        move_by_query,
    ],
)
def test_no_way_of_writing_touches_the_neighbour(
    a: Territory, b: Territory, theirs: Topic, attack: Any
) -> None:
    before = list(Topic.all_rows.filter(territory=b).order_by("pk").values())
    ours = Topic.all_rows.filter(territory=a).count()
    with scoping.scope(a), transaction.atomic():
        try:
            with transaction.atomic():
                attack(theirs)
        except (scoping.ForeignTerritory, IntegrityError):
            pass
    assert list(Topic.all_rows.filter(territory=b).order_by("pk").values()) == before
    assert Topic.all_rows.filter(territory=a).count() >= ours


def test_a_row_cannot_point_to_the_neighbours_row(a: Territory, b: Territory) -> None:
    foreign = Town.all_rows.filter(territory=b).first()
    with scoping.scope(a):
        with pytest.raises(scoping.ForeignTerritory):
            District.objects.create(town=foreign, name="chez nous")
        district = District.objects.create(town=Town.objects.first(), name="chez nous")
        District.objects.filter(pk=district.pk).update(town=foreign)
        district.refresh_from_db()
        assert district.town.territory_id == a.pk


def test_a_form_refuses_the_neighbours_row_as_if_it_did_not_exist(
    a: Territory, b: Territory
) -> None:
    form_class = modelform_factory(District, fields=["town", "name"])
    foreign = Town.all_rows.filter(territory=b).first()
    with scoping.scope(a):
        form = form_class({"town": foreign.pk, "name": "chez nous"})
        assert "town" in form.errors
        with pytest.raises(ValidationError):
            District(town=foreign, name="chez nous").full_clean()


def test_a_many_to_many_link_to_the_neighbour_is_refused(
    a: Territory, b: Territory, theirs: Topic
) -> None:
    member = make_member(a)
    with scoping.scope(a):
        membership = Membership.objects.get(user=member)
        with pytest.raises(scoping.ForeignTerritory), transaction.atomic():
            membership.topics.add(theirs.pk)
        assert not membership.topics.exists()


def test_the_same_name_may_live_in_two_territories_but_not_twice_in_one(
    a: Territory, b: Territory, theirs: Topic
) -> None:
    with scoping.scope(a):
        Topic.objects.create(name="canari-b")
        with pytest.raises(ValidationError) as refused:
            Topic(name="canari-b").full_clean()
        assert refused.value.messages


def test_deleting_an_account_takes_its_rows_everywhere(a: Territory, b: Territory) -> None:
    user = make_member(a, b)
    with scoping.scope(a):
        User.objects.get(pk=user.pk).delete()
    assert not Membership.all_rows.filter(user_id=user.pk).exists()


def test_people_cannot_be_searched_through_what_they_do_elsewhere(db: None) -> None:
    with pytest.raises(FieldError), scoping.everywhere():
        list(User.objects.filter(membership__display_name="x"))


def test_a_thread_starts_outside_of_any_territory(a: Territory) -> None:
    seen = []

    def look() -> None:
        try:
            scoping.allowed()
        except scoping.NoScope:
            seen.append("closed")

    with scoping.scope(a):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == ["closed"]


def test_an_asynchronous_view_keeps_its_scope(a: Territory) -> None:
    async def view() -> int:
        await asyncio.sleep(0)
        return await sync_to_async(scoping.current)()

    async def both() -> list[int]:
        with scoping.scope(a):
            return list(await asyncio.gather(view(), view()))

    assert asyncio.run(both()) == [a.pk, a.pk]


def test_a_streamed_answer_is_made_in_the_scope_that_asked_for_it(
    a: Territory, theirs: Topic
) -> None:
    def rows() -> Any:
        for topic in Topic.objects.all():
            yield topic.name.encode()

    with scoping.scope(a):
        stream = scoping.stream_in_scope(StreamingHttpResponse(rows()), scoping.snapshot())
    text = b"".join(stream).decode()
    assert "Culture" in text
    assert "canari-b" not in text


def test_an_exception_gives_the_scope_back(a: Territory, b: Territory) -> None:
    with scoping.scope(a):
        with pytest.raises(KeyError), scoping.scope(b):
            raise KeyError
        assert scoping.current() == a.pk


@pytest.mark.postgresql
def test_the_database_itself_refuses_a_link_to_the_neighbour(a: Territory, b: Territory) -> None:
    foreign = Town.all_rows.filter(territory=b).first()
    with scoping.scope(a):
        district = District.objects.create(town=Town.objects.first(), name="chez nous")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(
                "UPDATE kernel_district SET town_id = %s WHERE id = %s", [foreign.pk, district.pk]
            )


@pytest.mark.postgresql
def test_the_database_holds_every_link_between_rows_of_a_territory(db: None) -> None:
    scoped = [model for model in apps.get_models() if scoping.is_scoped(model)]
    assert len(scoped) > 5
    assert composite_keys.missing(scoped) == []
