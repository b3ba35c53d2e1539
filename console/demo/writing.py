"""Writes the pages of a demo territory, each once: what somebody deleted is not written again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import format_html
from wagtail.models import Page

from agenda.models import Agenda, Event
from blog.models import Blog, BlogIndex, CollectiveText, Post
from console.models import DemoItem
from consultations.models import ConsultationIndex, Poll, PollOption
from members.models import Capacity, CitizenGroup, GroupIndex, Membership, User
from members.services import give_capacity
from messaging.models import TerritoryComment
from messaging.services import post_comment
from site_core.kernel import moderation
from site_core.kernel.models import District, Territory, Topic, Town
from site_core.kernel.points import format_point
from territory_pages.models import HomePage, StandardPage
from territory_pages.services import translate_home

from . import script
from .drawings import illustrate
from .extra import Extra
from .page_writing import write_page
from .upkeep import published
from .votes import hold

PAUSE = (0.05, 0.4)  # of the time until now, before somebody says something
STRAY = 0.004  # degrees around the middle of a town, some 400 m


class Writer:
    """Writes in one territory, which is in scope, in the name of its people."""

    def __init__(self, territory: Territory, people: dict[str, User], seed: int) -> None:
        self.territory = territory
        self.people = people
        self.seed = f"{seed} {territory.slug}"
        self.draw = Random(f"{self.seed} points")  # noqa: S311
        self.zone = ZoneInfo(territory.time_zone)
        self.now = timezone.now()
        self.home = HomePage.objects.get(pk=territory.site.root_page_id)
        self.towns = {town.code: town for town in Town.objects.all()}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.items = {item.key: item for item in DemoItem.objects.select_related("page")}
        self.districts: dict[tuple[str, str], District] = {}

    def write(self, place: script.Place, extra: Extra) -> None:
        """Everything of the script that was never written here, then as much more as asked for."""
        self.once("home", self.welcome, self.home, place.name, place.welcome)
        self.write_districts(place)
        for handle, (kind, title) in place.capacities.items():
            self.once(f"capacity:{handle}", self.give, handle, kind, title)
        for number, blog in enumerate(place.blogs, 1):
            self.write_blog(blog, f"blog:{number}")
        self.write_more_posts(extra)
        for number, event in enumerate((*place.events, *extra.events(self.towns)), 1):
            self.text(f"event:{number}", self.event, event)
        for number, poll in enumerate((*place.polls, *extra.polls(self.towns)), 1):
            self.text(f"{poll.key}:{number}", self.poll, poll)
        for number, group in enumerate((*place.groups, *extra.groups(self.towns)), 1):
            self.write_group(group, f"group:{number}")
        self.once("signed", self.sign)
        self.once("page", write_page, self.territory, self.home, self.people[script.EDITOR])
        self.once("waiting", self.submit, place.waiting)
        if place.welcome_in_english:
            self.once("english", self.in_english, place)

    def once(self, key: str, make: Callable[..., Page | None], *what: Any) -> Page | None:
        """What was written under this key, now or before; None when it is gone."""
        if key not in self.items:
            page = make(*what)
            self.items[key] = DemoItem.objects.create(
                territory=self.territory,
                key=key,
                page=page and page.page_ptr,
                revision=page and page.latest_revision_id,
            )
        return self.items[key].page

    def text(self, key: str, make: Callable[..., Page], text: script.Text, *what: Any) -> Any:
        """As `once`, with the drawing of the text."""
        page = self.once(key, make, text, *what)
        if text.picture:
            self.once(f"picture:{text.picture}", illustrate, self.items[key], text.picture)
        return page

    def hold_votes(self, place: script.Place, extra: Extra) -> None:
        """Fill the ballot boxes of closed polls, each once."""
        for number, poll in enumerate((*place.polls, *extra.polls(self.towns)), 1):
            if poll.closes > 0:
                continue
            key = f"{poll.key}:{number}"
            draw = Random(f"{self.seed} votes {number}")  # noqa: S311
            self.once(f"votes:{number}", hold, self.items[key], poll, self.people, draw)

    def sign(self) -> Page | None:
        """The posts of the association are those of its group."""
        owner = self.people[script.ASSOCIATION]
        group = CitizenGroup.objects.filter(owner=owner).order_by("pk").first()
        if group is not None:
            self.give(script.ASSOCIATION, Capacity.GROUP, "", group)
            signed = {"voice_kind": Capacity.GROUP, "voice_title": group.title}
            Post.objects.filter(owner=owner).update(**signed, voice_group=group)
        return group

    def give(self, handle: str, kind: str, title: str, group: CitizenGroup | None = None) -> None:
        """In whose name somebody writes, as the referent says it."""
        membership = Membership.objects.get(user=self.people[handle])
        by = self.people[script.REFERENT]
        give_capacity(membership=membership, kind=kind, title=title, group=group, by=by)

    def write_districts(self, place: script.Place) -> None:
        """The districts that people name, beside the official arrondissements."""
        for code, names in place.districts.items():
            self.once(f"districts:{code}", self.name_districts, self.towns[code], names)
        for district in District.objects.select_related("town"):
            self.districts[district.town.code, district.name] = district

    def name_districts(self, town: Town, names: tuple[str, ...]) -> None:
        """Give a town the districts that it has not."""
        for name in names:
            District.objects.get_or_create(territory=self.territory, town=town, name=name)

    def write_blog(self, blog: script.Blog, key: str) -> None:
        """A blog, its posts and what is said below them."""
        page = self.text(key, self.blog, blog)
        for number, post in enumerate(blog.posts, 1):
            if page:
                self.text(f"{key}.{number}", self.post, post, page, blog.owner)

    def write_group(self, group: script.Group, key: str) -> None:
        """A group and the texts of its people."""
        page = self.text(key, self.group, group)
        for number, text in enumerate(group.texts, 1):
            if page:
                self.text(f"{key}.{number}", self.collective_text, text, page, group.owner)

    def write_more_posts(self, extra: Extra) -> None:
        """More posts, in the first blog that is still there."""
        blogs = (item.page for key, item in self.items.items() if is_blog(key))
        blog = next(filter(None, blogs), None)
        for number, post in enumerate(extra.posts(self.towns), 1):
            if blog:
                self.once(f"post:{number}", self.post, post, blog, extra.owner(number))

    def welcome(self, home: HomePage, title: str, introduction: str) -> Page:
        """The sentence below the name of the place."""
        home.title = home.draft_title = title
        home.introduction = introduction
        return published(home)

    def in_english(self, place: script.Place) -> Page:
        """The front page, for those who read no French."""
        home = translate_home(territory=self.territory, language="en")
        return self.welcome(home, place.name, place.welcome_in_english)

    def blog(self, blog: script.Blog) -> Page:
        """A blog, opened before its first post."""
        oldest = max((post.days for post in blog.posts), default=1)
        page = Blog(title=blog.title, description=blog.introduction)
        return self.publish(page, BlogIndex, blog, blog.owner, days=oldest + 1)

    def post(self, post: script.Post, blog: Page, owner: str) -> Page:
        """A post and its comments."""
        page = Post(title=post.title, introduction=post.introduction)
        self.publish(page, blog, post, owner, days=post.days)
        self.comment(page, post.comments)
        return page

    def comment(
        self,
        page: Page,
        comments: tuple[script.Comment, ...],
        answers: TerritoryComment | None = None,
    ) -> None:
        """What is said below a post, and what is answered: each after what stands before it."""
        since = answers.submit_date if answers else page.first_published_at
        draw = Random(f"{self.seed} {page.title} {answers and answers.comment}")  # noqa: S311
        for said in comments:
            comment = post_comment(
                page=page, author=self.people[said.author], text=said.text, answers=answers
            )
            since += (self.now - since) * draw.uniform(*PAUSE)
            comment.submit_date = since
            TerritoryComment.objects.filter(pk=comment.pk).update(submit_date=since)
            self.comment(page, said.answers, comment)

    def event(self, event: script.Event) -> Page:
        """An event, on the clocks of the place."""
        starts_at = self.moment(event.days, event.at, event.weekday)
        page = Event(
            title=event.title,
            introduction=event.introduction,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=event.hours),
            venue=event.venue,
            organiser=event.organiser,
            price=event.price,
            access=event.access,
            status=event.status,
        )
        return self.publish(page, Agenda, event, event.owner)

    def poll(self, poll: script.Poll) -> Page:
        """A poll with its answers; it opens and closes at noon."""
        page: Any = Poll(
            title=poll.title,
            introduction=poll.introduction,
            opens_at=self.moment(poll.opens, "12:00"),
            closes_at=self.moment(poll.closes, "12:00"),
        )
        page.options = [
            PollOption(label=label, locale=self.home.locale, sort_order=order)
            for order, label in enumerate(poll.options)
        ]
        return self.publish(page, ConsultationIndex, poll, poll.owner, days=-poll.opens)

    def group(self, group: script.Group) -> Page:
        """A group's page."""
        page = CitizenGroup(
            title=group.title,
            introduction=group.introduction,
            group_kind=group.kind,
            contact=group.contact,
        )
        return self.publish(page, GroupIndex, group, group.owner, days=30)

    def collective_text(self, text: script.CollectiveText, group: Page, owner: str) -> Page:
        """A text of a group, and what is said below it."""
        page = CollectiveText(
            title=text.title, introduction=text.introduction, writers=text.writers
        )
        self.publish(page, group, text, owner, days=text.days)
        self.comment(page, text.comments)
        return page

    def submit(self, text: script.Text) -> Page:
        """A page of the territory that waits for its referent."""
        editor = self.people[script.EDITOR]
        page = StandardPage(
            title=text.title,
            introduction=text.introduction,
            body=blocks(text.body),
            locale=self.home.locale,
            owner=editor,
            live=False,
            show_in_menus=True,
        )
        self.home.add_child(instance=page)
        page.save_revision(user=editor, log_action=True)
        moderation.submit(page=page, actor=editor)
        page.refresh_from_db()
        return page

    def publish(self, page: Any, parent: Any, text: script.Text, owner: str, days: int = 0) -> Page:
        """Put a page in its section or under a page, published `days` ago."""
        if not isinstance(parent, Page):
            parent = parent.objects.child_of(self.home).get()
        page.owner = self.people[owner]
        page.locale = self.home.locale
        page.live = False
        if text.body:
            page.body = blocks(text.body)
        if days > 0:
            page.first_published_at = self.now - timedelta(days=days)
        self.locate(page, text)
        parent.specific.add_child(instance=page)
        page.topics = [self.topics[slug] for slug in text.topics if slug in self.topics]
        return published(page, by=page.owner)

    def locate(self, page: Any, text: script.Text) -> None:
        """Put a page in its town and district, and near its middle when that is known."""
        town = self.towns.get(text.town)
        if town is None:
            return
        page.town, page.district = town, self.districts.get((town.code, text.district))
        if town.latitude is not None and town.longitude is not None:
            page.point = format_point(
                town.latitude + self.draw.uniform(-STRAY, STRAY),
                town.longitude + self.draw.uniform(-STRAY, STRAY),
            )

    def moment(self, days: int, at: str, weekday: int | None = None) -> datetime:
        """So many days from today, then on that day of the week, on the clocks of the place."""
        day = timezone.localdate(self.now, self.zone) + timedelta(days=days)
        if weekday is not None:
            day += timedelta(days=(weekday - day.weekday()) % 7)
        hour, minute = (int(part) for part in at.split(":"))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)


def blocks(paragraphs: tuple[str, ...]) -> list[tuple[str, Any]]:
    """A text of paragraphs, titles (H:) and quotes (Q:) as the blocks of a page."""
    found: list[tuple[str, Any]] = []
    for paragraph in paragraphs:
        if paragraph.startswith("Q:"):
            found.append(("quote", {"text": paragraph[2:], "author": ""}))
        elif paragraph.startswith("H:"):
            found.append(("text", format_html("<h2>{}</h2>", paragraph[2:])))
        else:
            found.append(("text", format_html("<p>{}</p>", paragraph)))
    return found


def is_blog(key: str) -> bool:
    """Whether a key is that of a blog, not of one of its posts."""
    return key.startswith("blog:") and "." not in key
