"""A territory in which every text of every kind of row holds a word of its own.

`plant` goes through the product's services where they exist. What it leaves out by mistake is found
by the test that looks for a word in every text column of the rows a territory owns.
"""

import uuid
from urllib.parse import urlencode

from allauth.account.utils import user_pk_to_url_str
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site as DjangoSite
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.utils import timezone
from taggit.models import Tag
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Locale,
    Page,
    Site,
    UploadedFile,
    Workflow,
)

from blog.models import Post
from console.models import DemoItem, NetworkHome, NetworkPage
from consultations.models import Poll
from consultations.services import cast_ballot
from members.links import HostTokenGenerator
from members.models import Membership, User
from members.services import give_capacity
from messaging.models import ContactMessage, TerritoryComment
from messaging.services import post_comment, remove_comment
from site_core.kernel import audit, territories
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
from tests.factories import (
    make_document,
    make_editor,
    make_image,
    make_member,
    make_referent,
    make_standard_page,
)
from theming.looks import look_of
from theming.models import Theme

from .canaries import NETWORK, Book, Network, Reader
from .garden import (
    FEW_KINDS,
    KINDS,
    NAMES,
    Garden,
    plant_english,
    plant_pages,
    plant_private_pages,
    plant_reviews,
    texts,
    tomorrow,
)


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
    plant_capacities(garden, neighbour, guardian)
    plant_comments(garden, neighbour, writer, guardian)
    plant_messages(garden)
    plant_ballots(garden, neighbour)
    plant_desk(garden, writer, neighbour)
    plant_log(garden, guardian, writer)
    plant_redirects(garden)
    plant_gone(garden)
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


def plant_redirects(garden: Garden) -> None:
    """Former addresses: one that leads to a page, as when a slug changes, one that leads away."""

    def word(written_in: str) -> str:
        return garden.word(written_in, network=Network.OPERATOR)

    old, site = word("former address"), garden.territory.site_id
    row = Redirect.objects.create(
        old_path=f"/{old}",
        site_id=site,
        redirect_page_id=garden.things["live_standard"],
        redirect_page_route_path=f"/{word('route of a former address')}/",
    )
    Redirect.objects.create(
        old_path=f"/{word('address that leads away')}",
        site_id=site,
        redirect_link=f"https://{word('where it leads')}.test/",
    )
    garden.things |= {"redirect": row.pk, "former_path": f"{old}/"}


def plant_gone(garden: Garden) -> None:
    """A page that was published, then deleted."""
    slug = garden.word("address of a deleted page")
    page = make_standard_page(garden.territory, slug=slug, first_published_at=timezone.now())
    with territories.enter(garden.territory):
        page.delete()
    garden.things["gone_path"] = f"{slug}/"


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
    territory.suspension_reason = garden.word(
        "an old reason of a suspension", Reader.NOBODY, network=Network.OPERATOR
    )
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
        "district_slug": district.slug,
        "topic": topic.pk,
        "topic_slug": topic.slug,
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
    plant_header(garden, writer)
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


def plant_header(garden: Garden, writer: User) -> None:
    """The territory's own logo and header picture, and who chose them."""
    with territories.enter(garden.territory):
        theme = Theme.objects.get()
        theme.logo = theme.picture = KikaluImage.objects.get(pk=garden.things["image"])
        theme.logo_alt = garden.word("words of the logo")
        theme.picture_alt = garden.word("words of the header's picture")
        theme.saved_by = writer
        theme.save()


def plant_capacities(garden: Garden, neighbour: User, guardian: User) -> None:
    """What a member is besides an inhabitant."""
    with territories.enter(garden.territory):
        membership = Membership.objects.get(user=neighbour)
        title = garden.word("title of a member")
        given = give_capacity(membership=membership, kind="elected", title=title, by=guardian)
    garden.things |= {"membership": membership.pk, "capacity": given.pk}


def plant_comments(garden: Garden, neighbour: User, writer: User, guardian: User) -> None:
    """A comment, an answer, one that was removed and one that waits."""
    things = garden.things
    with territories.enter(garden.territory):
        post = Post.objects.get(pk=things["live_post"])
        said = post_comment(
            page=post,
            author=neighbour,
            text=garden.word("comment"),
            capacity=f"capacity-{things['capacity']}",
        )
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


def plant_ballots(garden: Garden, neighbour: User) -> None:
    """One vote in the open poll."""
    if "live_poll" not in garden.things:
        return
    with territories.enter(garden.territory):
        poll = Poll.objects.get(pk=garden.things["live_poll"])
        cast_ballot(poll=poll, voter=neighbour, choice=poll.papers[0][0], submission=uuid.uuid4())
    garden.things["poll_slug"] = poll.slug


def plant_messages(garden: Garden) -> None:
    """What somebody wrote through the contact form."""

    def word(part: str) -> str:
        return garden.word(f"message: {part}", Reader.REFERENT)

    with territories.enter(garden.territory):
        garden.things["contact_message"] = ContactMessage.objects.create(
            name=word("name"),
            email=f"{word('address')}@exemple.test",
            body=word("body"),
            origin=garden.word("message: origin", Reader.NOBODY),
        ).pk


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
