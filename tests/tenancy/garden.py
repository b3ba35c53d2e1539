"""A territory in which every text of every kind of row holds a word of its own.

`plant` goes through the product's services where they exist. What it leaves out by mistake is found
by the test that looks for a word in every text column of the rows a territory owns.
"""

import json
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site as DjangoSite
from django.core.files.base import ContentFile
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from taggit.models import Tag
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import (
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
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
from blog.models import Blog, Post
from console.models import DemoItem, NetworkHome, NetworkPage
from consultations.models import Poll, PollOption
from members.links import HostTokenGenerator
from members.models import CitizenGroup, Membership, User
from messaging.models import TerritoryComment
from messaging.services import post_comment, remove_comment
from site_core.kernel import audit, moderation, territories
from site_core.kernel.models import (
    District,
    KikaluDocument,
    KikaluImage,
    RoleGroup,
    Territory,
    TerritoryRole,
    Topic,
    Town,
)
from territory_pages.models import HomePage, StandardPage
from territory_pages.services import translate_home, translated
from tests.factories import (
    make_blog,
    make_document,
    make_editor,
    make_event,
    make_group,
    make_image,
    make_member,
    make_poll,
    make_post,
    make_referent,
    make_standard_page,
)
from theming.models import Theme
from theming.services import look_of

from .canaries import NETWORK, Book, Network, Reader

Made = Callable[..., Any]
# Texts that follow a rule of their own: no word fits.
RULED = frozenset({"path", "point", "official_code", "time_zone", "metadata"})
NAMES = ("title", "slug")  # official ones
FEW_KINDS = ("blog", "post", "standard")  # enough for the third territory
KINDS: dict[str, tuple[type[Page], Made]] = {
    "standard": (StandardPage, make_standard_page),
    "blog": (Blog, make_blog),
    "post": (Post, make_post),
    "event": (Event, make_event),
    "poll": (Poll, make_poll),
    "group": (CitizenGroup, make_group),
}


def texts(model: type[models.Model]) -> list[Any]:
    """The fields of a model in which somebody may write what they want."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and column.editable
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

    def body(self, what: str, reader: Reader, inside: str = "") -> str:
        """A paragraph, a quote and a picture, as a text is stored."""

        def word(part: str) -> str:
            return self.word(f"{what}.{part}", reader)

        quote = {"text": word("quote"), "author": word("author of the quote")}
        picture = {"image": self.things["image"], "decorative": False, "alt_text": word("alt")}
        return json.dumps(
            [
                {"type": "text", "value": f"<p>Partage {word('body')} {inside}</p>"},
                {"type": "quote", "value": quote},
                {"type": "picture", "value": picture},
            ]
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
                user=user, defaults={"display_name": self.word(f"{what}'s shown name")}
            )
        self.people.append(user)
        return user


def plant(
    book: Book, territory: Territory, letter: str, *, small: bool = False, english: bool = False
) -> Garden:
    """Everything a territory may hold, each text with its own word.

    `small` leaves out some kinds of pages, `english` adds a second language.
    """
    garden = Garden(book, territory, letter)
    book.name(territory.hostname, "the host", letter)
    book.name(territory.name, "the name", letter)
    book.name(str(territory.public_id), "the number", letter)
    writer = garden.person("writer", make_editor)
    guardian = garden.person("guardian", make_referent)
    neighbour = garden.person("neighbour", make_member)
    plant_settings(garden)
    plant_files(garden, writer)
    plant_pages(garden, writer, FEW_KINDS if small else KINDS)
    if english:
        plant_english(garden, writer)
    plant_reviews(garden, writer, guardian)
    plant_private_pages(garden, writer)
    plant_comments(garden, neighbour, writer, guardian)
    plant_desk(garden, writer, neighbour)
    plant_log(garden, guardian, writer)
    plant_keys(garden, writer)
    return garden


def plant_keys(garden: Garden, writer: User) -> None:
    """What leads to the rows of the deployment, and the link of a forgotten password."""
    asked = HttpRequest()
    asked.hostname = garden.territory.hostname  # type: ignore[attr-defined]
    with request_context(asked):
        reset = HostTokenGenerator().make_token(writer)
    garden.things |= {
        "writer": writer.pk,
        "territory": garden.territory.pk,
        "role": TerritoryRole.all_rows.get(territory=garden.territory, user=writer).pk,
        "uid": user_pk_to_url_str(writer),
        "reset": reset,
        "theme": look_of(garden.territory).digest,
        "locale": Locale.get_default().pk,
        "workflow": Workflow.objects.first().pk,
    }


def plant_network(book: Book) -> Garden:
    """The network site: a page that all read, a draft that the operator alone reads, a log."""
    garden = Garden(book, None, NETWORK)
    things, home = garden.things, NetworkHome.objects.get()
    things["home"] = home.pk
    for state in ("live_standard", "draft_standard", "scheduled"):
        network = Network.ANYBODY if state.startswith("live") else Network.OPERATOR
        page = NetworkPage(live=state.startswith("live"), locale=home.locale)
        for column in texts(NetworkPage):
            where = f"{state} of the network: {column.name}"
            word = garden.word(where, Reader.NOBODY, network=network)
            setattr(page, column.name, f"Partage {word}" if column.name == "title" else word)
        home.add_child(instance=page)
        when = tomorrow() if state == "scheduled" else None
        things[state] = page.pk
        things[f"{state}_revision"] = page.save_revision(approved_go_live_at=when).pk
    things["first_revision"] = things["live_standard_revision"]
    why = garden.word("reason in the operator's log", Reader.NOBODY, network=Network.OPERATOR)
    audit.record(action="territory.settings", why=why)
    things["theme"] = look_of(None).digest
    return garden


def plant_settings(garden: Garden) -> None:
    """What the territory says of itself, its places and topics, its theme."""
    territory, things = garden.territory, garden.things
    shown = {"network": Network.ANYBODY}
    territory.motto = garden.word("motto", **shown)
    territory.contact_email = f"{garden.word('contact address')}@exemple.test"
    territory.suspension_reason = garden.word("an old reason of a suspension", Reader.NOBODY)
    territory.save(update_fields=["motto", "contact_email", "suspension_reason"])
    name = garden.word("site name", Reader.ANYBODY, network=Network.OPERATOR)
    Site.objects.filter(pk=territory.site_id).update(site_name=name)
    DjangoSite.objects.filter(domain=territory.hostname).update(name=name)
    with territories.enter(territory):
        town = Town.objects.order_by("pk").first()
        district = District.objects.create(town=town, name=garden.word("district"))
        topic = Topic.objects.create(name=garden.word("topic"))
        theme = Theme.objects.get()
        theme.primary = {"a": "#14513c", "b": "#14345c", "c": "#5c1432"}[garden.letter]
        theme.save()
        home = HomePage.objects.get(pk=territory.site.root_page_id)
        for name, text in garden.fill(HomePage, "home", Reader.ANYBODY, NAMES).items():
            setattr(home, name, text)
        home.save()
    things |= {
        "home": home.pk,
        "site": territory.site_id,
        "town": town.pk,
        "town_code": town.code,
        "district": district.pk,
        "topic": topic.pk,
        "uuid": str(territory.public_id),
        "role_group": RoleGroup.all_rows.filter(territory=territory).first().group_id,
    }


def plant_files(garden: Garden, writer: User) -> None:
    """Pictures and documents, open and kept for the referents."""
    territory, things = garden.territory, garden.things
    root = territory.collection
    root.name = garden.word("collection", Reader.STAFF)
    root.save()
    kept = root.add_child(name=garden.word("kept collection", Reader.STAFF))
    referents = RoleGroup.all_rows.get(territory=territory, role="referent").group
    restriction = CollectionViewRestriction.objects.create(
        collection=kept,
        restriction_type="groups",
        password=garden.word("password of a collection", Reader.NOBODY),
    )
    restriction.groups.add(referents)
    for name, collection, reader in (
        ("image", root, Reader.ANYBODY),
        ("kept_image", kept, Reader.STAFF),
    ):
        row = make_image(
            territory,
            title=garden.word(f"{name}.title", Reader.STAFF),
            description=garden.word(f"{name}.description", reader),
            credit=garden.word(f"{name}.credit"),
            collection=collection,
            uploaded_by_user=writer,
        )
        things[name], things[f"{name}_path"] = row.pk, row.file.name
    things["rendition_path"] = (
        KikaluImage.all_rows.get(pk=things["image"]).get_rendition("max-20x20").file.name
    )
    for name, collection, reader, inner in (
        ("document", root, Reader.ANYBODY, Reader.ANYBODY),
        ("kept_document", kept, Reader.STAFF, Reader.REFERENT),
    ):
        inside = garden.word(f"{name}.content", inner)
        row = make_document(
            territory,
            title=garden.word(f"{name}.title", reader),
            file=ContentFile(inside.encode(), f"{garden.word('file name', Reader.NOBODY)}.txt"),
            collection=collection,
            uploaded_by_user=writer,
        )
        things[name], things[f"{name}_path"] = row.pk, row.file.name
        things[f"{name}_name"] = row.filename
    things |= {"collection": root.pk, "kept_collection": kept.pk, "restriction": restriction.pk}
    for kind, model in (("image", KikaluImage), ("document", KikaluDocument)):
        things[f"{kind}_upload"] = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            uploaded_by_user=writer,
            file=ContentFile(b"-", f"{garden.word('unfinished upload', Reader.NOBODY)}.txt"),
        ).pk
    tag = Tag.objects.create(name=garden.word("tag", Reader.NOBODY))
    KikaluImage.all_rows.get(pk=things["image"]).tags.add(tag)


def add_page(garden: Garden, kind: str, state: str, reader: Reader, writer: User) -> Page:
    """A page of this kind, live or not, all its texts words."""
    model, make = KINDS[kind]
    what = f"{state} {kind}"
    fields: dict[str, Any] = garden.fill(model, what, reader)
    names = {column.name for column in model._meta.get_fields()}
    if "body" in names:
        fields["body"] = garden.body(what, reader)
    things = garden.things
    if "town" in names:
        fields |= {"town_id": things["town"], "district_id": things["district"]}
    if "picture" in names:
        fields["picture_id"] = things["image"]
    if "topics" in names:
        fields["topics"] = [Topic.all_rows.get(pk=things["topic"])]
    if kind == "post":
        fields["blog"] = Blog.objects.get(pk=things["live_blog"])
    if kind == "poll":
        fields["options"] = [garden.word(f"{what}.option", reader) for _number in range(2)]
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
    garden.things[f"path of {name}"] = path_of(page)
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
        changed.body = garden.body("later version", Reader.STAFF)
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


def plant_comments(garden: Garden, neighbour: User, writer: User, guardian: User) -> None:
    """A comment, an answer, one that was removed and one that waits."""
    things = garden.things
    with territories.enter(garden.territory):
        post = Post.objects.get(pk=things["live_post"])
        said = post_comment(page=post, author=neighbour, text=garden.word("comment"))
        post_comment(page=post, author=writer, text=garden.word("answer"), answers=said)
        removed = post_comment(
            page=post, author=neighbour, text=garden.word("removed comment", Reader.REFERENT)
        )
        why = garden.word("reason of a removal")
        remove_comment(comment=removed, by=guardian, reason=why)
        hidden = post_comment(
            page=post, author=neighbour, text=garden.word("hidden comment", Reader.REFERENT)
        )
        TerritoryComment.objects.filter(pk=hidden.pk).update(is_public=False)
        for comment in (said, removed, hidden):
            TerritoryComment.objects.filter(pk=comment.pk).update(
                user_name=garden.word("name kept with a comment", Reader.NOBODY),
                user_email=f"{garden.word('address kept with a comment', Reader.NOBODY)}@e.test",
                user_url=f"https://{garden.word('link kept with a comment', Reader.NOBODY)}.test/",
            )
    things |= {"comment": said.pk, "removed_comment": removed.pk, "hidden_comment": hidden.pk}


def plant_desk(garden: Garden, writer: User, neighbour: User) -> None:
    """What Wagtail and the accounts keep aside: notes, sessions of editing, keys, the demo."""
    things, page = garden.things, Page.objects.get(pk=garden.things["live_standard"])
    note = Comment.objects.create(
        page=page, user=writer, text=garden.word("note", Reader.NOBODY), contentpath="title"
    )
    answer = garden.word("answer to a note", Reader.NOBODY)
    CommentReply.objects.create(comment=note, user=writer, text=answer)
    kind = ContentType.objects.get_for_model(StandardPage)
    typed = garden.word("form state", Reader.NOBODY)
    FormState.objects.create(
        data=urlencode({"title": typed, "slug": typed}),
        user=writer,
        content_type=kind,
        object_id=str(things["draft_standard"]),
        parent_object_id="",
        last_updated_at=timezone.now(),
    )
    things["editing_session"] = EditingSession.objects.create(
        user=writer,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(things["draft_standard"]),
        last_seen_at=timezone.now(),
    ).pk
    things["key"] = Authenticator.objects.create(
        user=neighbour,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": garden.word("name of a key", Reader.NOBODY), "credential": {}},
    ).pk
    with territories.enter(garden.territory):
        DemoItem.objects.create(key=garden.word("item of the demo", Reader.NOBODY), page=page)


def plant_log(garden: Garden, guardian: User, writer: User) -> None:
    """An act with everything that the log of a territory may hold."""

    def word(part: str) -> str:
        return garden.word(f"log: {part}", Reader.REFERENT)

    with territories.enter(garden.territory):
        topic = Topic.objects.get(pk=garden.things["topic"])
        log(topic, "wagtail.edit", user=guardian, data={"note": word("Wagtail's note")})
    audit.record(
        territory=garden.territory,
        action="territory.settings",
        actor=guardian,
        acting_for=word("acting for"),
        target=writer,
        why=word("reason"),
        before={"motto": word("before")},
        after={"motto": word("after")},
        note=word("detail"),
    )


def tomorrow() -> datetime:
    """At this hour."""
    return timezone.now() + timedelta(days=1)


def path_of(page: Page) -> str:
    """Where a page answers, or would once published: its path without the slug of the home."""
    _home, *below = [part for part in page.url_path.split("/") if part]
    return "".join(f"{part}/" for part in below)
