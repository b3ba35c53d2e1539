"""Who is registered in a territory, as its referents see them in the admin."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import MemberCapacity, Membership
from members.services import give_capacity, write_to_member
from site_core.kernel import scoping, territories
from site_core.kernel.models import AuditLink, AuditPart, Territory
from tests.factories import make_editor, make_group, make_member, make_operator, make_referent
from tests.measure import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
LIST = reverse("memberships:index")


def membership(where: Territory, name: str, **wish: str) -> Membership:
    """A member who shows this name."""
    person = make_member(where, name=name)
    with scoping.scope(where):
        found: Membership = Membership.objects.get(user=person)
        for field, value in wish.items():
            setattr(found, field, value)
        found.save()
    return found


def proved(where: Territory, name: str) -> Membership:
    """A member who reads the address they gave."""
    found = membership(where, name)
    EmailAddress.objects.create(user=found.user, email=found.user.email, verified=True)
    return found


def screen(member: Membership) -> str:
    """The address of one person."""
    return reverse("memberships:edit", args=[member.pk])


def test_a_referent_reads_who_came_in_for_what_and_no_address(
    a: Territory, b: Territory, browse: Browse
) -> None:
    blogger = membership(a, "Karim B.", door="blog", wish="Le carnet de Karim")
    membership(a, "Lucie F.")
    membership(b, "Canari des voisins", door="group", wish="Canari")
    client = browse(a, make_referent(a))
    html = client.get(LIST).content.decode()
    assert all(said in html for said in ("Karim B.", "Le carnet de Karim", "Lucie F."))
    assert "Canari" not in html
    assert blogger.user.email not in html
    only = client.get(LIST, {"door": "blog"}).content.decode()
    assert "Karim B." in only
    assert "Lucie F." not in only
    assert "Lucie F." in client.get(LIST, {"q": "lucie"}).content.decode()
    assert "Karim B." in client.get(LIST, {"q": "carnet"}).content.decode()
    person = client.get(screen(blogger)).content.decode()
    assert "Le carnet de Karim" in person
    assert blogger.user.email not in person


def test_a_referent_gives_and_withdraws_a_capacity_and_reads_what_was(
    a: Territory, browse: Browse
) -> None:
    member, referent = membership(a, "Jeanne Morel"), make_referent(a, name="Anne Tissot")
    group = make_group(a, title="La fanfare")
    client = browse(a, referent)
    for typed in (
        {"kind": "elected", "title": "adjointe à la culture"},
        {"kind": "group", "group": group.pk},
    ):
        assert client.post(screen(member), typed).status_code == 302
    html = client.get(screen(member)).content.decode()
    assert "Élu ou élue – adjointe à la culture" in html
    assert "Groupe – La fanfare" in html
    assert "Anne Tissot" in html
    listed = client.get(LIST, {"capacity": "elected"}).content.decode()
    assert "Élu ou élue – adjointe à la culture, Groupe – La fanfare" in listed
    assert "Jeanne Morel" not in client.get(LIST, {"capacity": "agent"}).content.decode()
    elected = MemberCapacity.all_rows.get(kind="elected")
    for _twice in range(2):
        gone = client.post(screen(member), {"withdraw": elected.pk}, follow=True)
        assert "Qualité retirée" in gone.content.decode()
    assert "Jusqu’au" in client.get(screen(member)).content.decode()
    assert "Jeanne Morel" not in client.get(LIST, {"capacity": "elected"}).content.decode()
    assert AuditLink.all_rows.filter(action="capacity.withdraw").count() == 1


@pytest.mark.parametrize(
    "typed", [{"kind": "roi"}, {"kind": "group"}, {}, {"kind": "elected", "title": "x" * 90}]
)
def test_a_refused_capacity_says_why_and_loses_nothing(
    a: Territory, browse: Browse, typed: dict[str, str]
) -> None:
    member = membership(a, "Jeanne")
    answer = browse(a, make_referent(a)).post(screen(member), typed)
    assert answer.status_code == 400
    assert "error-message" in answer.content.decode()
    assert typed.get("title", "") in answer.content.decode()
    assert not MemberCapacity.all_rows.exists()


def test_a_group_or_a_capacity_of_the_neighbour_cannot_be_reached(
    a: Territory, b: Territory, browse: Browse
) -> None:
    ours, theirs = membership(a, "Jeanne"), membership(b, "Canari")
    foreign_group = make_group(b, title="Canari en groupe")
    with territories.enter(b):
        held = give_capacity(membership=theirs, kind="agent", by=make_operator())
    client = browse(a, make_referent(a, b))
    assert "Canari" not in client.get(screen(ours)).content.decode()
    forged = client.post(screen(ours), {"kind": "group", "group": foreign_group.pk})
    assert forged.status_code == 400
    for number in (held.pk, "x", "9" * 30, "²"):
        assert client.post(screen(ours), {"withdraw": number}).status_code == 404
    for answer in (
        client.get(screen(theirs)),
        client.post(screen(theirs), {"kind": "elected"}),
        client.post(screen(theirs), {"withdraw": held.pk}),
    ):
        assert answer.status_code == 404
    assert list(MemberCapacity.all_rows.values_list("pk", "ended_at")) == [(held.pk, None)]


def test_an_editor_or_a_member_does_not_see_who_is_registered(a: Territory, browse: Browse) -> None:
    member = membership(a, "Jeanne")
    for person in (make_editor(a), make_member(a)):
        for path in (LIST, screen(member)):
            assert browse(a, person).get(path).status_code in {302, 403, 404}
        assert browse(a, person).post(screen(member), {"kind": "elected"}).status_code != 200
    assert not MemberCapacity.all_rows.exists()


def test_a_name_that_misleads_once_alone_is_told_to_the_referent(
    a: Territory, browse: Browse
) -> None:
    member = membership(a, "Mairie")
    with territories.enter(a):
        held = give_capacity(membership=member, kind="agent", by=make_operator())
    client = browse(a, make_referent(a))
    gone = client.post(screen(member), {"withdraw": held.pk}, follow=True)
    assert "demandez à cette personne" in gone.content.decode()


def test_an_address_that_nobody_confirmed_is_marked_and_found(a: Territory, browse: Browse) -> None:
    proved(a, "Jeanne Morel")
    stranger = membership(a, "Inconnu")
    client = browse(a, make_referent(a))
    listed = client.get(LIST).content.decode()
    assert len(re.findall(r"<td[^>]*>\s*adresse non confirmée\s*</td>", listed)) == 1
    assert "adresse non confirmée" in client.get(screen(stranger)).content.decode()
    for chosen, there, absent in (
        ("True", "Jeanne Morel", "Inconnu"),
        ("False", "Inconnu", "Jeanne Morel"),
    ):
        html = client.get(LIST, {"address": chosen}).content.decode()
        assert there in html
        assert absent not in html


def test_a_referent_writes_to_a_member_whose_address_they_never_see(
    a: Territory, browse: Browse
) -> None:
    a.contact_email = "contact@mornant.test"
    a.save()
    member = proved(a, "Jeanne Morel")
    client = browse(a, make_referent(a, name="Anne Tissot"))
    shown = client.get(screen(member)).content.decode()
    assert "Écrire à cette personne" in shown
    sent = client.post(screen(member), {"words": "Parlons de votre blog."}, follow=True)
    assert "La réponse arrivera au territoire" in sent.content.decode()
    assert member.user.email not in shown + sent.content.decode()
    [letter] = mail.outbox
    assert letter.to == [member.user.email]
    assert letter.reply_to == ["contact@mornant.test"]
    assert letter.subject == f"[{a.name}] Anne Tissot vous écrit"
    assert a.name in letter.from_email
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Parlons de votre blog." in letter.body
    assert "votre réponse va au territoire" in letter.body
    [act] = AuditLink.all_rows.filter(action="membership.write")
    said = " ".join(AuditPart.all_rows.filter(link=act).values_list("facts", flat=True))
    assert "Jeanne Morel" in said
    assert "votre blog" not in said


def test_where_no_address_takes_answers_the_mail_leads_to_the_form(
    a: Territory, browse: Browse
) -> None:
    member = proved(a, "Jeanne")
    browse(a, make_referent(a)).post(screen(member), {"words": "Bonjour"})
    assert "/contact/" in mail.outbox[0].body


@pytest.mark.parametrize("typed", ["", "  ", "x" * 3001, "un\u202etrucage"])
def test_what_cannot_be_sent_to_a_member_is_refused_and_kept(
    a: Territory, browse: Browse, typed: str
) -> None:
    answer = browse(a, make_referent(a)).post(screen(proved(a, "Jeanne")), {"words": typed})
    assert answer.status_code == 400
    assert "error-message" in answer.content.decode()
    assert typed in answer.content.decode()
    assert not mail.outbox


def test_a_mail_that_no_server_takes_is_said_and_what_was_typed_stays(
    a: Territory, browse: Browse, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # nobody answers
    typed = {"words": "Parlons de votre blog."}
    answer = browse(a, make_referent(a)).post(screen(proved(a, "Jeanne")), typed)
    assert answer.status_code == 400
    assert "rien n’est parti" in answer.content.decode()
    assert "Parlons de votre blog." in answer.content.decode()
    assert not AuditLink.all_rows.filter(action="membership.write").exists()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("unproved", "n’a pas encore confirmé"),
        ("refused", "n’accepte plus"),
        ("closed", "est fermé"),
        ("pausing", "ne veut pas de courriel"),
    ],
)
def test_nothing_is_sent_to_who_cannot_or_will_not_be_written_to(
    a: Territory, browse: Browse, state: str, said: str
) -> None:
    member = membership(a, "Jeanne") if state == "unproved" else proved(a, "Jeanne")
    person = member.user
    person.mail_refused_at = timezone.now() if state == "refused" else None
    person.is_active = state != "closed"
    person.save()
    with scoping.scope(a):
        days = 3 if state == "pausing" else 0
        member.paused_until = timezone.localdate() + timedelta(days=days)
        member.save()
    client = browse(a, make_referent(a))
    assert said in client.get(screen(member)).content.decode()
    refused = client.post(screen(member), {"words": "Parlons de votre blog."})
    assert refused.status_code == 400
    assert said in refused.content.decode()
    assert "Parlons de votre blog." in refused.content.decode()
    assert not mail.outbox


def test_only_a_referent_of_the_place_writes_to_its_members(
    a: Territory, b: Territory, browse: Browse
) -> None:
    member, theirs = proved(a, "Jeanne"), proved(b, "Canari")
    typed = {"words": "Bonjour"}
    client = browse(a, make_referent(a, b))
    assert client.post(screen(theirs), typed).status_code == 404
    for person in (make_referent(b), make_editor(a), make_member(a)):
        assert browse(a, person).post(screen(member), typed).status_code in {302, 403, 404}
        with territories.enter(a), pytest.raises(PermissionDenied):
            write_to_member(membership=member, words="Bonjour", by=person)
    assert not mail.outbox


def test_the_list_costs_the_same_with_one_person_and_with_many(
    a: Territory, browse: Browse
) -> None:
    client = browse(a, make_referent(a))
    membership(a, "Jeanne")
    queries(client, LIST)
    alone = queries(client, LIST)
    for number in range(5):
        member = membership(a, f"Jeanne {number}")
        with territories.enter(a):
            for kind in ("elected", "agent"):
                give_capacity(membership=member, kind=kind, by=make_operator())
    assert queries(client, LIST) == alone
