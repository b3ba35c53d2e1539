"""The measured territory: a real place with content, a referent, and browsers for them."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.test import Client
from django.utils import timezone

from agenda.models import Agenda, Event
from blog.models import Blog, BlogIndex, Post
from console.network import open_network_site
from console.provisioning import provision_territory
from consultations.models import ConsultationIndex, Poll, PollOption
from members.models import User
from members.services import join
from site_core.kernel import territories
from site_core.kernel.models import Role, Territory

ITEMS = 6


class Place(NamedTuple):
    """The territory, the keys of its pages by name, and its people by kind."""

    territory: Territory
    pages: dict[str, int]
    people: dict[str, User]


def open_place(hostname: str) -> Place:
    """A territory of eleven communes with a few of everything."""
    open_network_site()
    territory = provision_territory(code="246900740", hostname=hostname, slug="banc").territory
    referent = User.objects.create_user("referent@banc.test", name="Une référente")
    inhabitant = User.objects.create_user("habitant@banc.test", name="Un habitant")
    join(territory=territory, user=inhabitant, name=inhabitant.name)
    territories.appoint(territory=territory, user=referent, role=Role.REFERENT)
    now = timezone.now()
    with territories.enter(territory):
        blog = add(BlogIndex.objects.get(), Blog(title="Le blog", slug="le-blog"))
        post = add(blog, Post(title="Le billet", slug="le-billet", first_published_at=now))
        for number in range(ITEMS):
            add(blog, Post(title=f"Billet {number}", first_published_at=now))
        agenda = Agenda.objects.get()
        add(agenda, event("Le rendez-vous", "le-rendez-vous"))
        for number in range(ITEMS):
            add(agenda, event(f"Rendez-vous {number}", ""))
        poll = Poll(
            title="La question",
            slug="la-question",
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=9),
        )
        section = ConsultationIndex.objects.get()
        poll.options = [PollOption(label=label, locale=section.locale) for label in ("Oui", "Non")]
        add(section, poll)
    pages = {"home": territory.site.root_page_id, "blog": blog.pk, "post": post.pk}
    return Place(territory, pages, {"referent": referent, "inhabitant": inhabitant})


def event(title: str, slug: str) -> Event:
    """An event tomorrow."""
    return Event(title=title, slug=slug, starts_at=timezone.now() + timedelta(days=1))


def add(parent: Any, page: Any) -> Any:
    """The page, published under its parent."""
    page.locale = parent.locale
    parent.add_child(instance=page)
    return page


def client(hostname: str, person: Any = None) -> Client:
    """A browser on a host, signed in when a person is given."""
    browser = Client(headers={"host": hostname})
    if person is not None:
        browser.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
        session = browser.session
        session["_host"] = hostname
        session.save()
    return browser
