"""The pages of a territory, each text of each with a word of its own."""

import json
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models
from django.utils import timezone
from wagtail.models import (
    Locale,
    Page,
    PageViewRestriction,
)
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from agenda.models import Event
from blog.models import Blog, CollectiveText, Post
from consultations.models import Poll, PollOption
from members.models import CitizenGroup, Membership, User
from site_core.kernel import moderation, territories
from site_core.kernel.models import (
    RoleGroup,
    Topic,
)
from territory_pages.models import StandardPage
from territory_pages.services import translate_home, translated
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_poll,
    make_post,
    make_standard_page,
    make_text,
)
from tests.factories.texts import block, events_block, file_blocks, stored, words_blocks

from .canaries import Book, Network, Reader

Made = Callable[..., Any]
# Texts that follow a rule of their own: no word fits.
RULED = frozenset({"path", "point", "official_code", "time_zone", "metadata"})
NAMES = ("title", "slug")  # official ones
FEW_KINDS = ("blog", "post", "standard")  # enough for the third territory
KINDS: dict[str, tuple[type[Page], Made]] = {
    "blog": (Blog, make_blog),
    "post": (Post, make_post),
    "event": (Event, make_event),
    "poll": (Poll, make_poll),
    "group": (CitizenGroup, make_group),
    "text": (CollectiveText, make_text),
    "standard": (StandardPage, make_standard_page),
}


def texts(model: type[models.Model]) -> list[Any]:
    """The fields of a model in which somebody may write what they want."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and (column.editable or column.name == "voice_title")
        and not column.choices
        and not isinstance(column, models.FileField)
        and column.name not in RULED
    ]


@dataclass
class Garden:
    """One territory, the words planted in it, and the numbers that lead to its rows."""

    book: Book
    territory: Any  # None for the network site
    letter: str
    things: dict[str, Any] = field(default_factory=dict)
    people: list[User] = field(default_factory=list)

    def word(self, written_in: str, reader: Reader = Reader.ANYBODY, **more: Any) -> str:
        """A new word of this territory."""
        return self.book.word(written_in, reader, self.letter, **more)

    def fill(
        self, model: type[models.Model], what: str, reader: Reader, but: Container[str] = ()
    ) -> dict[str, str]:
        """A text with its own word for each field of a model; the word "Partage" in each title."""
        filled = {}
        for column in texts(model):
            if column.name in but:
                continue
            word = self.word(f"{what}.{column.name}", reader)
            if isinstance(column, models.EmailField):
                word = f"{word}@exemple.test"
            filled[column.name] = f"Partage {word}" if column.name == "title" else word
        return filled

    def body(
        self, what: str, reader: Reader, inside: str = "", more: Iterable[dict[str, Any]] = ()
    ) -> str:
        """A paragraph, a quote and a picture, as a text is stored."""

        def word(part: str) -> str:
            return self.word(f"{what}.{part}", reader)

        quote = {"text": word("quote"), "author": word("author of the quote")}
        picture = {"image": self.things["image"], "decorative": False, "alt_text": word("alt")}
        return stored(
            [
                block("text", f"<p>Partage {word('body')} {inside}</p>"),
                block("quote", quote),
                block("picture", picture),
                *more,
            ]
        )

    def whole_body(self, what: str, reader: Reader) -> str:
        """A text with a block of each kind, as a page of the territory may hold."""

        def word(part: str) -> str:
            return self.word(f"{what}.{part}", reader)

        things = self.things
        polls = [block("poll", things["live_poll"])] if "live_poll" in things else []
        return self.body(
            what,
            reader,
            more=[
                *words_blocks(word),
                *file_blocks(word, things["image"], things["document"]),
                *polls,
                events_block(word, topic=things["topic"], town=things["town"]),
            ],
        )

    def person(self, what: str, make: Made, reader: Reader = Reader.STAFF) -> User:
        """An account whose name and address are words; its membership has a name that all read."""
        operator = {"network": Network.OPERATOR}
        name = self.word(f"{what}'s account name", reader, **operator)
        address = f"{self.word(f'{what} address', Reader.NOBODY, **operator)}@exemple.test"
        user: User = make(self.territory, name=name, email=address)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
        with territories.enter(self.territory):
            Membership.objects.update_or_create(
                user=user,
                defaults={
                    "display_name": self.word(f"{what}'s shown name"),
                    "wish": self.word(f"{what}'s wish", Reader.REFERENT),
                },
            )
        self.people.append(user)
        return user


def add_page(garden: Garden, kind: str, state: str, reader: Reader, writer: User) -> Page:
    """A page of this kind, live or not, all its texts words."""
    model, make = KINDS[kind]
    what = f"{state} {kind}"
    # An answer is given after the closing: the poll that is live is open.
    but = {"outcome"} if (kind, state) == ("poll", "live") else ()
    fields: dict[str, Any] = garden.fill(model, what, reader, but)
    names = {column.name for column in model._meta.get_fields()}
    if "body" in names:
        whole = kind == "standard"
        fields["body"] = (garden.whole_body if whole else garden.body)(what, reader)
    things = garden.things
    if "town" in names:
        fields |= {"town_id": things["town"], "district_id": things["district"]}
    if "picture" in names:
        fields["picture_id"] = things["image"]
    if "topics" in names:
        fields["topics"] = [Topic.all_rows.get(pk=things["topic"])]
    if kind == "post":
        fields["blog"] = Blog.objects.get(pk=things["live_blog"])
    if kind == "text":
        fields["group"] = CitizenGroup.objects.get(pk=things["live_group"])
    if kind == "poll":
        fields["options"] = [garden.word(f"{what}.option", reader) for _number in range(2)]
        if state == "draft":
            closed = timezone.now() - timedelta(days=2)
            fields |= {"opens_at": closed - timedelta(days=7), "closes_at": closed}
            fields |= {"decision": Poll.Decision.DONE, "answered_on": timezone.localdate()}
    page = make(garden.territory, live=state != "draft", owner=writer, **fields)
    with territories.enter(garden.territory):
        if kind == "poll":
            for option in PollOption.objects.filter(poll=page):
                option.help_text = garden.word(f"{what}.option.help_text", reader)
                option.save()
            page = Poll.objects.get(pk=page.pk)
        page.save_revision(user=writer, log_action=True)
    name = f"{state}_{kind}"
    garden.things[name] = page.pk
    garden.things |= {f"path of {name}": path_of(page), f"slug of {name}": page.slug}
    return page


def plant_pages(garden: Garden, writer: User, kinds: Iterable[str]) -> None:
    """Each kind of page, published and as a draft; one whose latest version is not shown yet."""
    for state, reader in (("live", Reader.ANYBODY), ("draft", Reader.STAFF)):
        for kind in kinds:
            add_page(garden, kind, state, reader, writer)
    things, territory = garden.things, garden.territory
    with territories.enter(territory):
        changed = StandardPage.objects.get(pk=things["live_standard"])
        things["first_revision"] = changed.latest_revision_id
        for name, text in garden.fill(StandardPage, "later version", Reader.STAFF).items():
            setattr(changed, name, text)
        changed.body = garden.whole_body("later version", Reader.STAFF)
        things["later_revision"] = changed.save_revision(user=writer, log_action=True).pk
        scheduled = Blog.objects.get(pk=things["draft_blog"])
        revision = scheduled.save_revision(user=writer, approved_go_live_at=tomorrow())
        things |= {"scheduled": scheduled.pk, "scheduled_revision": revision.pk}


def plant_english(garden: Garden, writer: User) -> None:
    """The home and an event in a second language, with texts of their own."""
    things, territory = garden.things, garden.territory
    locale = Locale.objects.get(language_code="en")
    home = translate_home(territory=territory, language="en", by=writer)
    with territories.enter(territory):
        event = translated(Event.objects.get(pk=things["live_event"]), locale, writer)
        for page, what, but in ((home, "English home", NAMES), (event, "English event", ())):
            for name, text in garden.fill(type(page), what, Reader.ANYBODY, but).items():
                setattr(page, name, text)
            page.save()
            page.save_revision(user=writer).publish()
    source = TranslationSource.objects.get(object__translation_key=event.translation_key)
    translation = Translation.objects.get(source=source)
    string = StringSegment.objects.filter(source=source).first()
    override = OverridableSegment.objects.filter(source=source).first()
    things |= {
        "english_home": home.pk,
        "live_english": event.pk,
        "translation_source": source.pk,
        "translation": translation.pk,
        "string_segment": string.pk,
        "overridable_segment": override.pk if override else 1,
    }
    StringTranslation.objects.create(
        translation_of=string.string,
        locale=locale,
        context=string.context,
        data=garden.word("translated string", Reader.STAFF),
        tool_name=garden.word("tool of a translation", Reader.STAFF),
        field_error=garden.word("error of a translation", Reader.STAFF),
        last_translated_by=writer,
    )
    SegmentOverride.objects.create(
        locale=locale,
        context=string.context,
        data_json=json.dumps(garden.word("override", Reader.STAFF)),
        field_error=garden.word("error of an override", Reader.STAFF),
        last_translated_by=writer,
    )
    things["path of live_english"] = f"en/{path_of(event)}"
    territory.forget()


def plant_reviews(garden: Garden, writer: User, guardian: User) -> None:
    """A text that waits for a decision, and one that was sent back with its reason."""
    things = garden.things
    for state in ("waiting", "returned"):
        page = add_page(garden, "standard", state, Reader.STAFF, writer)
        with territories.enter(garden.territory):
            Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
            page = StandardPage.objects.get(pk=page.pk)
            workflow = moderation.submit(page=page, actor=writer)
            step = workflow.current_task_state
            if state == "returned":
                why = garden.word("reason of a return", Reader.STAFF)
                moderation.send_back(page=page, actor=guardian, reason=why)
        things |= {
            state: page.pk,
            f"{state}_workflow": workflow.pk,
            f"{state}_step": step.pk,
            "task": step.task_id,
        }


def plant_private_pages(garden: Garden, writer: User) -> None:
    """Published pages that not everybody may open: by sign-in, by group, by password."""
    group = RoleGroup.all_rows.get(territory=garden.territory, role="referent").group
    for kind, reader in (
        ("login", Reader.SIGNED_IN),
        ("groups", Reader.STAFF),
        ("password", Reader.STAFF),
    ):
        page = add_page(garden, "standard", f"{kind}", reader, writer)
        restriction = PageViewRestriction.objects.create(
            page=page,
            restriction_type=kind,
            password=garden.word("password of a page", Reader.NOBODY) if kind == "password" else "",
        )
        if kind == "groups":
            restriction.groups.add(group)
        garden.things[f"{kind}_restriction"] = restriction.pk


def tomorrow() -> datetime:
    """At this hour."""
    return timezone.now() + timedelta(days=1)


def path_of(page: Page) -> str:
    """Where a page answers, or would once published: its path without the slug of the home."""
    _home, *below = [part for part in page.url_path.split("/") if part]
    return "".join(f"{part}/" for part in below)
