"""Editors make a page of blocks in the admin: what forms offer, refuse and keep."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from site_core.kernel import territories
from site_core.kernel.models import Territory, Topic, Town
from territory_pages.blocks import PageStreamBlock
from territory_pages.models import StandardPage
from tests.factories import (
    make_document,
    make_editor,
    make_image,
    make_poll,
    make_standard_page,
)
from tests.factories.texts import MORNANT, block, stored

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
TYPED = "45.6189, 4.6712"


def add_url(territory: Territory) -> str:
    """Where a new page of the territory is written."""
    names = ("territory_pages", "standardpage", territory.site.root_page_id)
    return reverse("wagtailadmin_pages:add", args=names)


def form(*blocks: tuple[str, Any]) -> dict[str, Any]:
    """What a browser sends for a page made of these blocks."""
    return nested_form_data(
        {
            "title": "Une page",
            "slug": "une-page",
            "introduction": "",
            "picture": "",
            "picture_alt": "",
            "body": streamfield(list(blocks)),
        }
    )


def listed(*values: Any) -> dict[str, Any]:
    """The items of a list inside a block."""
    return dict(streamfield([("item", value) for value in values]))


def told(picture: Any, words: str, *, decorative: bool = False) -> dict[str, Any]:
    """A picture and its words."""
    return {"image": picture, "alt_text": words} | ({"decorative": "on"} if decorative else {})


def table(caption: str, headings: tuple[str, ...], *rows: tuple[str, ...]) -> dict[str, Any]:
    """A table as its editor sends it."""
    sent: dict[str, Any] = {
        "caption": caption,
        "column-count": len(headings),
        "row-count": len(rows),
    }
    for number, heading in enumerate(headings):
        column = {"type": "words", "order": number, "deleted": "", "heading": heading}
        sent |= {f"column-{number}-{name}": value for name, value in column.items()}
    for number, row in enumerate(rows):
        sent |= {f"row-{number}-order": number, f"row-{number}-deleted": ""}
        sent |= {f"cell-{number}-{place}": text for place, text in enumerate(row)}
    return sent


def listing(topic: Any = "", town: Any = "", number: int = 4) -> dict[str, Any]:
    """A list of events."""
    return {"heading": "À venir", "topic": topic, "town": town, "number": number}


def post(browse: Browse, territory: Territory, *blocks: tuple[str, Any]) -> Any:
    """Send the form as an editor of the territory."""
    return browse(territory, make_editor(territory)).post(add_url(territory), form(*blocks))


def test_an_editor_makes_a_page_of_every_block(a: Territory, browse: Browse) -> None:
    image, document, poll = make_image(a), make_document(a), make_poll(a)
    with territories.enter(a):
        topic, town = Topic.objects.first(), Town.objects.first()
    text = rich_text("<p>Bonjour</p>")
    picture = {"picture": told(image.pk, "Un lavoir"), "caption": ""}
    sent = post(
        browse,
        a,
        ("callout", {"kind": "done", "title": "C’est fait", "text": text}),
        ("accordion", {"title": "Questions", "folds": listed({"title": "Qui ?", "text": text})}),
        ("table", table("Horaires", ("Jour", "Matin"), ("Lundi", "9 h"))),
        ("gallery", {"pictures": listed(picture, picture)}),
        (
            "video",
            {
                "title": "Le film",
                "address": "https://tube.test/w/1",
                "duration": "",
                "poster": told("", ""),
                "transcript": text,
            },
        ),
        (
            "files",
            {"title": "Documents", "files": listed({"document": document.pk, "title": ""})},
        ),
        ("place", {"name": "La salle", "address": "4 rue du Lavoir", "point": TYPED}),
        ("poll", poll.pk),
        ("events", listing(topic.pk, town.pk)),
    )
    assert sent.status_code == 302, dict(sent.context["form"].errors)

    page = StandardPage.objects.get(slug="une-page")
    with territories.enter(a):
        body = page.get_latest_revision_as_object().body
        values = {child.block_type: child.value for child in body}
    assert values["place"]["point"] == MORNANT
    assert values["poll"] == poll
    assert (values["events"]["topic"], values["events"]["town"]) == (topic, town)
    assert values["files"]["files"][0]["document"] == document
    assert values["table"].caption == "Horaires"
    edited = browse(a, make_editor(a)).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edited.status_code == 200
    assert "Le film" in edited.content.decode()


def test_a_list_of_choices_is_told_what_is_chosen_as_its_script_reads_it(a: Territory) -> None:
    with territories.enter(a):
        town = Town.objects.first()
        lists = StandardPage.body.field.stream_block.child_blocks["events"].child_blocks
        assert lists["town"].get_form_state(town) == [str(town.pk)]
        assert lists["town"].get_form_state(None) == [""]


def test_choosing_no_row_is_said_in_words(a: Territory) -> None:
    events = PageStreamBlock().child_blocks["events"].child_blocks
    with territories.enter(a):
        shown = [str(next(iter(events[name].field.choices))[1]) for name in ("topic", "town")]
    assert shown == ["Tous les thèmes", "Toutes"]


@pytest.mark.parametrize("kind", ["document", "picture", "poll", "topic", "town"])
def test_what_is_the_neighbour_s_cannot_be_put_in_a_block(
    a: Territory, b: Territory, browse: Browse, kind: str
) -> None:
    with territories.enter(b):
        topic = Topic.objects.create(name="Serinette", slug="serinette")
        town = Town.objects.exclude(name__in=names_of_towns(a)).first()
    one = {"document": make_document(b, title="Serinette").pk, "title": ""}
    photo = {"picture": told(make_image(b, title="Serinette").pk, "Oui"), "caption": ""}
    theirs = {
        "document": ("files", {"title": "Documents", "files": listed(one)}),
        "picture": ("gallery", {"pictures": listed(photo, photo)}),
        "poll": ("poll", make_poll(b, title="Serinette ?").pk),
        "topic": ("events", listing(topic=topic.pk)),
        "town": ("events", listing(town=town.pk)),
    }

    answer = post(browse, a, theirs[kind])

    assert "Serinette" not in answer.content.decode()
    page = StandardPage.objects.filter(slug="une-page").first()
    if page is not None:  # a draft may leave out what it needs: then it holds nothing of theirs
        with territories.enter(a):
            draft = page.get_latest_revision_as_object()
            assert held(draft.body[0].value, kind) is None


def held(value: Any, kind: str) -> Any:
    """What a draft kept of the neighbour's row."""
    return {
        "document": lambda: value["files"][0]["document"],
        "picture": lambda: value["pictures"][0]["picture"],
        "poll": lambda: value,
        "topic": lambda: value["topic"],
        "town": lambda: value["town"],
    }[kind]()


def names_of_towns(territory: Territory) -> list[str]:
    """The communes of a territory."""
    with territories.enter(territory):
        return [town.name for town in Town.objects.all()]


def test_the_lists_of_a_form_are_those_of_the_place_whoever_came_before(
    a: Territory, b: Territory, browse: Browse
) -> None:
    for place, name in ((a, "Serinette"), (b, "Canari")):
        with territories.enter(place):
            Topic.objects.create(name=name, slug=name.lower())
    for place, theirs, ours in ((a, "Canari", "Serinette"), (b, "Serinette", "Canari")):
        html = browse(place, make_editor(place)).get(add_url(place)).content.decode()
        assert ours in html
        assert theirs not in html
        for name in set(names_of_towns(a if place == b else b)) - set(names_of_towns(place)):
            assert f">{escape(name)}<" not in html


def test_the_title_of_a_neighbour_s_poll_is_not_in_the_form(
    a: Territory, b: Territory, browse: Browse
) -> None:
    theirs = make_poll(b, title="Serinette ?")
    page = make_standard_page(a, body=stored([block("poll", theirs.pk)]))

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = browse(a, make_editor(a)).get(edit).content.decode()

    assert "Serinette" not in html


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (table("", ("Jour", "Matin"), ("Lundi", "9 h")), "gende au tableau"),
        (table("Horaires", ("Jour", ""), ("Lundi", "9 h")), "chaque colonne"),
        (table("Horaires", ("Jour",)), "au moins une colonne et une ligne"),
        (table("Horaires", ("x",) * 9, ("y",) * 9), "8 colonnes au plus"),
    ],
)
def test_a_table_that_nobody_could_hear_is_refused(
    a: Territory, browse: Browse, sent: dict[str, Any], refusal: str
) -> None:
    editor = browse(a, make_editor(a))

    answer = editor.post(add_url(a), form(("table", sent)) | {"action-submit": "1"})

    assert answer.status_code == 200
    assert refusal in answer.content.decode()


def test_a_decorative_picture_has_no_place_in_a_gallery(a: Territory, browse: Browse) -> None:
    image = make_image(a)
    photo = {"picture": told(image.pk, "", decorative=True), "caption": ""}
    editor = browse(a, make_editor(a))

    answer = editor.post(
        add_url(a), form(("gallery", {"pictures": listed(photo, photo)})) | {"action-submit": "1"}
    )

    assert "chaque image a quelque chose" in answer.content.decode()


@pytest.mark.parametrize("address", ["http://tube.test/w", "javascript:alert(1)", "tube"])
def test_a_video_is_elsewhere_on_the_secure_web(a: Territory, browse: Browse, address: str) -> None:
    video = {
        "title": "Le film",
        "address": address,
        "duration": "",
        "poster": told("", ""),
        "transcript": rich_text("<p>Bonjour</p>"),
    }
    editor = browse(a, make_editor(a))

    answer = editor.post(add_url(a), form(("video", video)) | {"action-submit": "1"})

    assert answer.status_code == 200
    assert not StandardPage.objects.filter(slug="une-page").exists()


def test_a_point_that_cannot_be_read_is_refused(a: Territory, browse: Browse) -> None:
    place = {"name": "La salle", "address": "4 rue du Lavoir", "point": "par là"}

    answer = post(browse, a, ("place", place))

    assert "45.6189, 4.6712" in answer.content.decode()
    assert not StandardPage.objects.filter(slug="une-page").exists()
