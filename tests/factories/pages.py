"""Pages, published unless `live=False`."""

import itertools
from datetime import timedelta
from typing import Any

from django.utils import timezone

from agenda.models import Agenda, Event
from blog.models import Blog, BlogIndex, CollectiveText, Post
from consultations.models import ConsultationIndex, Poll, PollOption
from members.models import CitizenGroup, GroupIndex
from site_core.kernel import territories
from site_core.kernel.models import Territory
from territory_pages.models import HomePage, StandardPage

_numbers = itertools.count(1)


def add(territory: Territory, parent: Any, page: Any) -> Any:
    """The page under its parent, inside its territory."""
    page.slug = page.slug or f"page-{next(_numbers)}"
    page.locale = parent.locale
    with territories.enter(territory):
        parent.add_child(instance=page)
    return page


def section(territory: Territory, model: Any) -> Any:
    """The section of this kind in the territory's own language."""
    home = territory.site.root_page
    return model.objects.get(path__startswith=home.path, depth=3)


def make_blog(territory: Territory, *, title: str = "Un blog", **fields: Any) -> Blog:
    """A blog in the territory's list."""
    return add(territory, section(territory, BlogIndex), Blog(title=title, **fields))


def make_post(
    territory: Territory, *, title: str = "Un billet", blog: Any = None, **fields: Any
) -> Post:
    """A post, in a blog of its own unless one is given."""
    fields.setdefault("first_published_at", timezone.now())
    blog = blog or make_blog(territory)
    return add(territory, blog, Post(title=title, **fields))


def make_event(territory: Territory, *, title: str = "Une fête", **fields: Any) -> Event:
    """An event tomorrow, for two hours."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=1))
    fields.setdefault("ends_at", starts_at + timedelta(hours=2))
    event = Event(title=title, starts_at=starts_at, **fields)
    return add(territory, section(territory, Agenda), event)


def make_poll(
    territory: Territory,
    *,
    title: str = "Une question ?",
    options: tuple[str, ...] = ("Oui", "Non"),
    **fields: Any,
) -> Poll:
    """A poll open since yesterday, for a week."""
    fields.setdefault("opens_at", timezone.now() - timedelta(days=1))
    fields.setdefault("closes_at", timezone.now() + timedelta(days=6))
    parent = section(territory, ConsultationIndex)
    poll = Poll(title=title, **fields)
    poll.options = [PollOption(label=label, locale=parent.locale) for label in options]
    return add(territory, parent, poll)


def make_group(territory: Territory, *, title: str = "Un groupe", **fields: Any) -> CitizenGroup:
    """A group in the territory's directory."""
    return add(territory, section(territory, GroupIndex), CitizenGroup(title=title, **fields))


def make_text(
    territory: Territory, *, title: str = "Un texte", group: Any = None, **fields: Any
) -> CollectiveText:
    """A collective text, of a group of its own unless one is given."""
    fields.setdefault("first_published_at", timezone.now())
    group = group or make_group(territory)
    return add(territory, group, CollectiveText(title=title, **fields))


def make_standard_page(
    territory: Territory, *, title: str = "Une page", **fields: Any
) -> StandardPage:
    """A page under the home."""
    home = HomePage.objects.get(pk=territory.site.root_page_id)
    return add(territory, home, StandardPage(title=title, **fields))
