"""The audit chains: what they keep, what they refuse, and which forgeries they show."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone as clock

from site_core.kernel import audit, scoping, territories
from site_core.kernel.audit_verification import verify_chain
from site_core.kernel.models import (
    AuditHead,
    AuditLink,
    AuditPart,
    ClosedChain,
    OperatorHead,
    OperatorLink,
    OperatorPart,
    Role,
    Territory,
)
from site_core.kernel.models.audit import AppendOnly
from tests.factories import make_operator, make_referent, make_user
from tests.factories.chains import forge

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def links(territory: Territory) -> list[AuditLink]:
    """The links of a territory's chain, in order."""
    with scoping.scope(territory):
        return list(AuditLink.objects.order_by("sequence"))


def facts(link: Any) -> dict[str, Any]:
    """The parts of a link by name."""
    with scoping.everywhere():
        return {part.name: json.loads(part.facts) for part in link.parts.all()}


def add(territory: Territory | None, number: int = 1, **said: Any) -> list[Any]:
    """Some acts."""
    said.setdefault("action", "test.act")
    return [audit.record(territory=territory, number=i, **said) for i in range(number)]


@pytest.fixture
def chain(a: Territory) -> list[AuditLink]:
    """A chain of at least five links, the last three by a referent."""
    referent = make_referent(a, name="Rosa")
    add(a, 3, actor=referent, why="parce que")
    assert verify_chain(a).whole
    return links(a)


def test_an_act_is_kept_with_who_whom_what_before_after_and_why(a: Territory) -> None:
    referent, member = make_user(name="Rosa"), make_user(name="Jeanne")
    link = audit.record(
        territory=a,
        actor=referent,
        action="member.correct",
        target=member,
        acting_for=member,
        why="demande au guichet",
        before={"town": "Mornant"},
        after={"town": "Taluyers"},
        desk="mairie",
    )
    assert facts(link) == {
        "actor": {"id": referent.pk, "name": "Rosa"},
        "acting_for": {"id": member.pk, "name": "Jeanne"},
        "act": {
            "target": {"kind": "members.user", "id": str(member.pk), "label": "Jeanne"},
            "why": "demande au guichet",
            "before": {"town": "Mornant"},
            "after": {"town": "Taluyers"},
            "details": {"desk": "mairie"},
        },
    }
    assert link.territory == a
    assert abs(clock.now() - link.at) < timedelta(minutes=1)


def test_a_referent_can_act_for_somebody_who_has_no_account(a: Territory) -> None:
    link = audit.record(territory=a, action="test.act", acting_for="Marcel, venu à l'accueil")
    assert facts(link)["acting_for"] == {"name": "Marcel, venu à l'accueil"}


def test_no_e_mail_address_enters_a_chain(a: Territory) -> None:
    user = make_user(email="secret@exemple.test")
    link = audit.record(territory=a, actor=user, action="test.act", target=user, acting_for=user)
    assert "secret@" not in json.dumps(facts(link))


def test_giving_and_taking_a_role_are_recorded_once_each(a: Territory) -> None:
    start = len(links(a))
    user, by = make_user(), make_operator()
    for _twice in range(2):
        territories.appoint(territory=a, user=user, role=Role.EDITOR, by=by)
    territories.dismiss(territory=a, user=user, role=Role.EDITOR, by=by)
    assert [link.action for link in links(a)[start:]] == ["role.appoint", "role.dismiss"]


@pytest.mark.parametrize("scope", ["closed", "everywhere", "neighbour", "both"])
def test_an_act_is_recorded_in_its_territory_whatever_the_scope(
    a: Territory, b: Territory, scope: str
) -> None:
    before = len(links(a)), len(links(b))
    opened = {
        "closed": scoping.closed,
        "everywhere": scoping.everywhere,
        "neighbour": lambda: scoping.scope(b),
        "both": lambda: scoping.several([a, b]),
    }[scope]
    with opened():
        held = scoping.snapshot()
        audit.record(territory=a, action="test.act")
        assert scoping.snapshot() == held
    assert (len(links(a)), len(links(b))) == (before[0] + 1, before[1])


def test_chains_number_their_own_links_and_never_mix(a: Territory, b: Territory) -> None:
    ends = {place: len(links(place)) for place in (a, b)}
    operator_end = OperatorLink.objects.count()
    for place in (a, b, None, a, None, b, a):
        audit.record(territory=place, action="test.act")
    assert [link.sequence for link in links(a)] == list(range(1, ends[a] + 4))
    assert [link.sequence for link in links(b)] == list(range(1, ends[b] + 3))
    assert OperatorLink.objects.count() == operator_end + 2
    assert all(verify_chain(place).whole for place in (a, b, None))


def test_an_act_that_fails_leaves_no_record(a: Territory) -> None:
    before = len(links(a))

    def act() -> None:
        with transaction.atomic():
            audit.record(territory=a, action="test.act")
            raise LookupError

    with pytest.raises(LookupError):
        act()
    assert len(links(a)) == before
    assert verify_chain(a).whole


@pytest.mark.parametrize("action", ["", "publish", "Role.appoint", "role appoint", "a.b;"])
def test_an_act_needs_a_dotted_name(a: Territory, action: str) -> None:
    with pytest.raises(ValueError, match="name of an act"):
        audit.record(territory=a, action=action)


def test_a_fact_that_json_cannot_say_is_refused(a: Territory) -> None:
    with pytest.raises(TypeError, match="say it in text"):
        audit.record(territory=a, action="test.act", after={"place": a})
    with pytest.raises(ValueError, match="JSON"):
        audit.record(territory=a, action="test.act", ratio=float("nan"))


def test_equal_facts_have_one_text() -> None:
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC)
    paris = noon.astimezone(timezone(timedelta(hours=2)))
    assert audit.canonical({"b": noon, "a": 1}) == audit.canonical({"a": 1, "b": paris})
    assert audit.canonical("é\x00\ud800") == '"\\u00e9\\u0000\\ud800"'


def test_odd_characters_are_kept_as_they_came(a: Territory) -> None:
    link = audit.record(territory=a, action="test.act", why="NUL \x00, seul \ud800, \u202e et 😀")
    assert facts(link)["act"]["why"] == "NUL \x00, seul \ud800, \u202e et 😀"
    assert verify_chain(a).whole


def test_recording_costs_the_same_with_a_long_chain(
    a: Territory, django_assert_max_num_queries: Any
) -> None:
    add(a, 10)
    actor = make_user()
    with django_assert_max_num_queries(7):
        audit.record(territory=a, actor=actor, action="test.act", acting_for=actor)


# What the models refuse


def refused(act: Callable[[], Any]) -> None:
    """The models refuse this before the database has to."""
    with pytest.raises(AppendOnly), transaction.atomic():
        act()


def test_the_models_refuse_to_change_or_delete_a_link(chain: list[AuditLink], a: Territory) -> None:
    with scoping.scope(a):
        link = AuditLink.objects.get(pk=chain[1].pk)
        link.action = "test.other"
        refused(link.save)
        refused(link.delete)
        refused(AuditLink.objects.all().delete)
        refused(lambda: AuditLink.objects.update(action="test.other"))
        refused(lambda: AuditLink.objects.bulk_update([link], ["action"]))
        part = AuditPart.objects.filter(link=link)[0]
        part.facts = "{}"
        refused(part.save)
        refused(lambda: AuditPart.objects.update(facts="{}"))
    assert [link.action for link in links(a)] == [link.action for link in chain]


def test_the_models_refuse_to_change_the_operators_chain() -> None:
    link = add(None)[0]
    link.action = "test.other"
    refused(link.save)
    refused(link.delete)
    refused(OperatorLink.objects.all().delete)
    refused(lambda: OperatorPart.objects.update(facts="{}"))
    assert OperatorLink.objects.get(pk=link.pk).action == "test.act"


REFUSED = [
    "UPDATE kernel_auditlink SET action = 'x'",
    "DELETE FROM kernel_auditlink",
    "UPDATE kernel_auditpart SET facts = '{}'",
    "UPDATE kernel_auditpart SET person = 1",
    "UPDATE kernel_audithead SET sequence = sequence - 1",
    "UPDATE kernel_audithead SET digest = 'x'",
    "UPDATE kernel_audithead SET sequence = sequence + 2",
    "DELETE FROM kernel_audithead",
    "UPDATE kernel_operatorlink SET at = '2020-01-01T00:00:00Z'",
    "DELETE FROM kernel_operatorlink",
    "UPDATE kernel_operatorpart SET facts = '{}'",
    "UPDATE kernel_operatorhead SET sequence = 0",
    "DELETE FROM kernel_operatorhead",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_database_refuses_to_change_or_delete_a_link(
    chain: list[AuditLink], a: Territory, sql: str
) -> None:
    add(None, 2)
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert links(a) == chain
    assert verify_chain(a).whole
    assert verify_chain(None).whole


# What verification finds


FORGERIES: dict[str, Callable[[list[AuditLink], Territory], Any]] = {
    "a link dropped": lambda chain, _b: (
        forge("DELETE FROM kernel_auditpart WHERE link_id = %s", chain[2].pk),
        forge("DELETE FROM kernel_auditlink WHERE id = %s", chain[2].pk),
    ),
    "the first link dropped": lambda chain, _b: (
        forge("DELETE FROM kernel_auditpart WHERE link_id = %s", chain[0].pk),
        forge("DELETE FROM kernel_auditlink WHERE id = %s", chain[0].pk),
    ),
    "a link dropped, the others renumbered": lambda chain, _b: (
        forge("DELETE FROM kernel_auditpart WHERE link_id = %s", chain[2].pk),
        forge("DELETE FROM kernel_auditlink WHERE id = %s", chain[2].pk),
        *(
            forge("UPDATE kernel_auditlink SET sequence = sequence - 1 WHERE id = %s", link.pk)
            for link in chain[3:]
        ),
    ),
    "the last link cut": lambda chain, _b: (
        forge("DELETE FROM kernel_auditpart WHERE link_id = %s", chain[-1].pk),
        forge("DELETE FROM kernel_auditlink WHERE id = %s", chain[-1].pk),
    ),
    "all links cut": lambda chain, _b: (
        forge("DELETE FROM kernel_auditpart WHERE territory_id = %s", chain[0].territory_id),
        forge("DELETE FROM kernel_auditlink WHERE territory_id = %s", chain[0].territory_id),
    ),
    "another kind of act": lambda chain, _b: forge(
        "UPDATE kernel_auditlink SET action = 'test.other' WHERE id = %s", chain[2].pk
    ),
    "another time": lambda chain, _b: forge(
        "UPDATE kernel_auditlink SET at = %s WHERE id = %s",
        chain[2].at + timedelta(microseconds=1),
        chain[2].pk,
    ),
    "another reason": lambda chain, _b: forge(
        "UPDATE kernel_auditpart SET facts = REPLACE(facts, 'parce', 'quoi') WHERE link_id = %s",
        chain[-2].pk,
    ),
    "two links reordered": lambda chain, _b: (
        forge("UPDATE kernel_auditlink SET sequence = 999 WHERE id = %s", chain[2].pk),
        forge("UPDATE kernel_auditlink SET sequence = 3 WHERE id = %s", chain[3].pk),
        forge("UPDATE kernel_auditlink SET sequence = 4 WHERE id = %s", chain[2].pk),
    ),
    "a link inserted at the end": lambda chain, _b: forge(
        "INSERT INTO kernel_auditlink "
        "(sequence, at, action, part_digests, previous, digest, territory_id) "
        "SELECT sequence + 1, at, action, '{}', digest, digest, territory_id "
        "FROM kernel_auditlink WHERE id = %s",
        chain[-1].pk,
    ),
    "two payloads exchanged": lambda chain, _b: [
        forge("UPDATE kernel_auditpart SET name = %s WHERE link_id = %s AND name = %s", *values)
        for values in (
            ("x", chain[-1].pk, "act"),
            ("act", chain[-1].pk, "actor"),
            ("actor", chain[-1].pk, "x"),
        )
    ],
    "a payload replaced by another's": lambda chain, _b: (
        forge("DELETE FROM kernel_auditpart WHERE link_id = %s AND name = 'act'", chain[-1].pk),
        forge(
            "UPDATE kernel_auditpart SET link_id = %s WHERE link_id = %s AND name = 'act'",
            chain[-1].pk,
            chain[-2].pk,
        ),
    ),
    "a payload added": lambda chain, _b: forge(
        "INSERT INTO kernel_auditpart (name, salt, facts, link_id, territory_id) "
        "VALUES ('acting_for', '00', '{}', %s, %s)",
        chain[-1].pk,
        chain[-1].territory_id,
    ),
    "a payload removed that nobody asked to erase": lambda chain, _b: forge(
        "DELETE FROM kernel_auditpart WHERE link_id = %s AND name = 'actor'", chain[-1].pk
    ),
    "somebody else made responsible": lambda chain, _b: forge(
        "UPDATE kernel_auditpart SET person = 1 WHERE link_id = %s", chain[-1].pk
    ),
    "a link moved to the neighbour": lambda chain, b: (
        forge(
            "UPDATE kernel_auditpart SET territory_id = %s WHERE link_id = %s", b.pk, chain[-1].pk
        ),
        forge(
            "UPDATE kernel_auditlink SET territory_id = %s, sequence = 998 WHERE id = %s",
            b.pk,
            chain[-1].pk,
        ),
    ),
    "the head set back": lambda chain, _b: forge(
        "UPDATE kernel_audithead SET sequence = sequence - 1 WHERE territory_id = %s",
        chain[0].territory_id,
    ),
    "the head removed": lambda chain, _b: forge(
        "DELETE FROM kernel_audithead WHERE territory_id = %s", chain[0].territory_id
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_verification_finds(
    forgery: str, chain: list[AuditLink], a: Territory, b: Territory
) -> None:
    FORGERIES[forgery](chain, b)
    report = verify_chain(a)
    assert not report.whole
    assert report.reason
    assert report.slug == a.slug


def test_verification_names_the_first_link_in_doubt(chain: list[AuditLink], a: Territory) -> None:
    forge("UPDATE kernel_auditlink SET action = 'test.other' WHERE id = %s", chain[-1].pk)
    forge("UPDATE kernel_auditlink SET action = 'test.other' WHERE id = %s", chain[2].pk)
    assert verify_chain(a).broken_at == chain[2].sequence


def test_a_link_moved_to_the_neighbour_breaks_both_chains(
    chain: list[AuditLink], a: Territory, b: Territory
) -> None:
    FORGERIES["a link moved to the neighbour"](chain, b)
    assert not verify_chain(a).whole
    assert not verify_chain(b).whole


def test_a_link_copied_whole_from_the_neighbour_does_not_fit(a: Territory, b: Territory) -> None:
    add(b)
    theirs, number = links(b)[-1], len(links(a)) + 1
    forge(
        "INSERT INTO kernel_auditlink "
        "(sequence, at, action, part_digests, previous, digest, territory_id) "
        "SELECT %s, at, action, part_digests, previous, digest, %s "
        "FROM kernel_auditlink WHERE id = %s",
        number,
        a.pk,
        theirs.pk,
    )
    forge("UPDATE kernel_audithead SET sequence = %s WHERE territory_id = %s", number, a.pk)
    assert verify_chain(a).broken_at == number


def test_the_operators_chain_is_verified_too() -> None:
    added = add(None, 3)
    assert verify_chain(None).whole
    forge("UPDATE kernel_operatorlink SET action = 'test.other' WHERE id = %s", added[1].pk)
    report = verify_chain(None)
    assert (report.slug, report.broken_at) == ("operator", added[1].sequence)


def test_verifying_asks_as_many_questions_of_a_long_chain(
    a: Territory, django_assert_max_num_queries: Any
) -> None:
    add(a, 30)
    with django_assert_max_num_queries(5):
        report = verify_chain(a)
    assert report.links == len(links(a))


def test_an_unused_chain_is_whole(a: Territory) -> None:
    forge("DELETE FROM kernel_auditpart WHERE territory_id = %s", a.pk)
    forge("DELETE FROM kernel_auditlink WHERE territory_id = %s", a.pk)
    forge("DELETE FROM kernel_audithead WHERE territory_id = %s", a.pk)
    report = verify_chain(a)
    assert report.whole
    assert report.links == 0


def test_recording_fails_when_the_head_was_set_back(chain: list[AuditLink], a: Territory) -> None:
    FORGERIES["the head set back"](chain, a)
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(territory=a, action="test.act")


# Erasing a person


def test_an_erased_person_leaves_every_chain_whole(a: Territory, b: Territory) -> None:
    leaver, referent = make_user(name="Partante"), make_referent(a, name="Rosa")
    for place in (a, b, None):
        audit.record(territory=place, actor=leaver, action="test.act", why="raison")
    about = audit.record(territory=a, actor=referent, action="test.act", target=leaver)
    helped = audit.record(territory=a, actor=referent, action="test.act", acting_for=leaver)
    assert audit.erase_payloads_of(leaver, by=leaver) == 5
    leaver.delete()

    with scoping.everywhere():
        kept = [part.facts for part in [*AuditPart.objects.all(), *OperatorPart.objects.all()]]
    assert not any("Partante" in text for text in kept)
    assert any("raison" in text for text in kept)
    assert set(facts(about)) == {"actor"}
    assert set(facts(helped)) == {"actor", "act"}
    for place, erased in ((a, 3), (b, 1), (None, 1)):
        report = verify_chain(place)
        assert report.whole, report.reason
        assert report.erased == erased
    assert links(a)[-1].action == "audit.erase"


def test_erasing_somebody_unknown_to_the_chains_records_nothing(a: Territory) -> None:
    before = len(links(a))
    assert audit.erase_payloads_of(make_user()) == 0
    assert len(links(a)) == before


def test_deleting_an_account_changes_no_link(chain: list[AuditLink], a: Territory) -> None:
    make_user().delete()
    with scoping.scope(a):
        author = AuditPart.objects.filter(name="actor", link=chain[-1]).get().person
    type(make_user()).objects.get(pk=author).delete()
    assert links(a) == chain
    assert verify_chain(a).whole


def test_an_erasure_explains_no_other_missing_part(chain: list[AuditLink], a: Territory) -> None:
    leaver = make_user()
    audit.record(territory=a, actor=leaver, action="test.act")
    audit.erase_payloads_of(leaver)
    forge("DELETE FROM kernel_auditpart WHERE link_id = %s AND name = 'act'", chain[-1].pk)
    assert verify_chain(a).broken_at == chain[-1].sequence


# The end of a territory


def test_a_territory_with_a_chain_cannot_just_be_deleted(
    chain: list[AuditLink], a: Territory
) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        a.delete()
    assert Territory.objects.filter(pk=a.pk).exists()


def test_closing_its_chain_lets_a_territory_go_and_keeps_the_end(
    chain: list[AuditLink], a: Territory, b: Territory
) -> None:
    add(b)
    end = verify_chain(a).digest
    with transaction.atomic():
        closed = audit.close_chain(territory=a, actor=make_operator(), why="commune fusionnée")
        Territory.objects.get(pk=a.pk).delete()
    assert not AuditLink.all_rows.filter(pk__in=[link.pk for link in chain]).exists()
    assert ClosedChain.objects.get(pk=closed.pk).digest == end
    last = OperatorLink.objects.order_by("-sequence")[0]
    assert last.action == "territory.delete"
    assert facts(last)["act"]["before"] == {"digest": end, "sequence": len(chain)}
    assert verify_chain(b).whole
    assert verify_chain(None).whole


def test_a_closed_chain_whose_territory_stays_is_found(a: Territory) -> None:
    audit.close_chain(territory=a, actor=None, why="essai")
    assert not verify_chain(a).whole


def test_a_closed_chain_is_kept_for_ever(a: Territory) -> None:
    closed = audit.close_chain(territory=a, actor=None, why="essai")
    closed.digest = "x"
    with pytest.raises(AppendOnly):
        closed.save()
    with pytest.raises(AppendOnly):
        closed.delete()
    for sql in ("UPDATE kernel_closedchain SET digest = 'x'", "DELETE FROM kernel_closedchain"):
        with (
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


# Several at once


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_acts_recorded_at_once_follow_each_other(a: Territory, b: Territory) -> None:
    ends = {place: verify_chain(place).links for place in (a, b, None)}
    start, failed = threading.Barrier(6), []

    def work(number: int) -> None:
        try:
            start.wait(timeout=20)
            for _time in range(5):
                with transaction.atomic():
                    audit.record(territory=(a, b)[number % 2], action="test.act")
                    audit.record(action="test.act")
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failed
    for place, added in ((a, 15), (b, 15), (None, 30)):
        report = verify_chain(place)
        assert report.whole, report.reason
        assert report.links == ends[place] + added
    assert OperatorHead.objects.get().sequence == ends[None] + 30
    assert AuditHead.all_rows.get(territory=a).sequence == ends[a] + 15
