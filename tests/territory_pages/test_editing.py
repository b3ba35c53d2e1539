"""Editors write in the admin: what the forms offer, refuse and keep."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from agenda.models import Agenda, Event
from blog.models import BlogIndex
from consultations.models import ConsultationIndex, Poll
from site_core.kernel import territories
from site_core.kernel.models import District, KikaluImage, Territory, Topic
from site_core.kernel.point_field import PointField
from tests.factories import make_blog, make_editor, make_event, make_group, make_image
from tests.factories.media import picture_file
from tests.factories.pages import section
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def add_url(parent: Page, model: Any) -> str:
    """Where a new page of this kind is written."""
    names = (model._meta.app_label, model._meta.model_name, parent.pk)
    return reverse("wagtailadmin_pages:add", args=names)


def event_form(**fields: Any) -> dict[str, Any]:
    """What a browser sends for an event."""
    topics = {"topics": fields.pop("topics")} if "topics" in fields else {}
    return topics | nested_form_data(
        {
            "title": "Bal",
            "slug": "bal",
            "starts_at": "2026-12-20 18:30",
            "ends_at": "",
            "status": "confirmed",
            "introduction": "",
            "venue": "",
            "town": "",
            "district": "",
            "address": "",
            "point": "",
            "organiser": "",
            "price": "",
            "access": "",
            "picture": "",
            "picture_alt": "",
            "body": streamfield([("text", rich_text("<p>Bonjour</p>"))]),
        }
        | fields
    )


def errors(page: Any) -> dict[str, list[str]]:
    """What the form says is wrong, by field."""
    return dict(page.context["form"].errors)


def test_an_editor_writes_an_event_as_a_draft(a: Territory, browse: Browse) -> None:
    town, picture = towns(a)[0], make_image(a)
    with territories.enter(a):
        topic = Topic.objects.first()
    form = event_form(town=town.pk, point="45.6189, 4.6712", picture=picture.pk, topics=[topic.pk])
    client = browse(a, make_editor(a))
    sent = client.post(add_url(section(a, Agenda), Event), form)
    event = Event.objects.get(slug="bal")
    assert sent.status_code == 302
    assert not event.live
    with territories.enter(a):
        draft = event.get_latest_revision_as_object()
        assert (draft.town, draft.picture, list(draft.topics.all())) == (town, picture, [topic])
    assert draft.point == "SRID=4326;POINT(4.67120 45.61890)"
    assert browse(a).get("/agenda/bal/").status_code == 404


def test_choices_are_those_of_the_place(a: Territory, b: Territory, browse: Browse) -> None:
    here = towns(a)[0]
    with territories.enter(a):
        District.objects.create(town=here, name="Le Bourg")
    with territories.enter(b):
        District.objects.create(town=towns(b)[0], name="Canari")
        Topic.objects.create(name="Serinette")
    client = browse(a, make_editor(a))
    html = client.get(add_url(section(a, Agenda), Event)).content.decode()
    offered = re.search(r'<select name="town".*?</select>', html, re.S)[0]
    assert re.findall(r'value="(\d+)"', offered) == [str(town.pk) for town in towns(a)]
    districts = re.search(r'<select name="district".*?</select>', html, re.S)[0]
    assert f'<optgroup label="{escape(here.name)}">' in districts
    assert "Le Bourg" in districts
    assert "Canari" not in html
    assert "Serinette" not in html
    assert not [town for town in towns(b) if f'"{town.name}"' in html]


@pytest.mark.parametrize("field", ["town", "district", "picture", "topics"])
def test_what_is_the_neighbour_s_is_refused(
    a: Territory, b: Territory, browse: Browse, field: str
) -> None:
    with territories.enter(b):
        district = District.objects.create(town=towns(b)[0], name="Canari")
        topic = Topic.objects.first()
    theirs = {
        "town": towns(b)[0].pk,
        "district": district.pk,
        "picture": make_image(b, title="Canari").pk,
        "topics": [topic.pk],
    }
    page = browse(a, make_editor(a)).post(
        add_url(section(a, Agenda), Event), event_form(**{field: theirs[field]})
    )
    assert field in errors(page)
    assert "Canari" not in page.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ends_at", "2026-12-20 18:30"),
        ("ends_at", "2026-12-19 18:30"),
        ("point", "POINT(200 95)"),
        ("point", "ici"),
        ("slug", "proposer"),
        ("slug", "mois"),
        ("title", ""),
        ("starts_at", "2026-03-29 02:30"),
        ("starts_at", "2026-10-25 02:30"),
        ("starts_at", "hier"),
        ("starts_at", "9999-12-31 23:59"),
        ("starts_at", "0001-01-01 00:00"),
        ("ends_at", "9999-12-31 23:59"),
        ("title", "Le bal \u202ecaché"),
        ("title", "\u2066Bal"),
        ("venue", "Salle\u200b des fêtes"),
        ("point", "4.6712, 45.6189"),  # longitude first
        ("point", "48.8566, 2.3522"),  # in Paris
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    a: Territory, browse: Browse, field: str, value: str
) -> None:
    form = event_form(introduction="Mes mots", **{field: value})
    page = browse(a, make_editor(a)).post(add_url(section(a, Agenda), Event), form)
    assert page.status_code == 200
    assert list(errors(page)) == [field]
    assert len(errors(page)[field]) == 1
    assert "Mes mots" in page.content.decode()
    assert not Event.objects.exists()


def test_a_district_of_another_commune_is_refused(a: Territory, browse: Browse) -> None:
    here, there = towns(a)[:2]
    with territories.enter(a):
        district = District.objects.create(town=here, name="Le Bourg")
    form = event_form(town=there.pk, district=district.pk)
    page = browse(a, make_editor(a)).post(add_url(section(a, Agenda), Event), form)
    assert list(errors(page)) == ["district"]


def test_hours_are_typed_on_the_clocks_of_the_territory(a: Territory, browse: Browse) -> None:
    a.time_zone = "Indian/Reunion"
    a.save()
    client = browse(a, make_editor(a))
    client.post(add_url(section(a, Agenda), Event), event_form())
    event = Event.objects.get(slug="bal")
    assert event.starts_at == datetime(2026, 12, 20, 18, 30, tzinfo=ZoneInfo("Indian/Reunion"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    assert re.search(r'name="starts_at"[^>]*value="20/12/2026 18:30"', html)


def answers(*labels: str) -> dict[str, Any]:
    """What a browser sends for a question with these answers."""
    form = event_form(opens_at="2026-12-01 08:00", closes_at="2026-12-10 20:00")
    form |= {
        "options-TOTAL_FORMS": len(labels),
        "options-INITIAL_FORMS": 0,
        "options-MIN_NUM_FORMS": 2,
        "options-MAX_NUM_FORMS": 1000,
    }
    for number, label in enumerate(labels):
        form |= {
            f"options-{number}-label": label,
            f"options-{number}-help_text": "",
            f"options-{number}-ORDER": number + 1,
            f"options-{number}-id": "",
        }
    return form | {"action-submit": "on"}


def said_beside(html: str) -> str:
    """The sentences that the form shows in red."""
    shown = re.findall(r'class="error-message[^"]*"[^>]*>(.*?)</(?:div|p)>', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(shown)).split())


@pytest.mark.parametrize(
    ("labels", "said"), [(("Oui",), "two answers|deux réponses"), (("Oui", ""), "requi")]
)
def test_one_answer_is_refused_with_words_beside_the_answers(
    a: Territory, browse: Browse, labels: tuple[str, ...], said: str
) -> None:
    url = add_url(section(a, ConsultationIndex), Poll)
    page = browse(a, make_editor(a)).post(url, answers(*labels))
    html = page.content.decode()
    assert page.status_code == 200
    assert re.search(said, said_beside(html))
    assert 'value="Oui"' in html
    assert not Poll.objects.exists()


def test_two_answers_that_read_the_same_are_refused(a: Territory, browse: Browse) -> None:
    url = add_url(section(a, ConsultationIndex), Poll)
    page = browse(a, make_editor(a)).post(url, answers("Oui", "Non", "  OUI "))
    html = page.content.decode()
    assert page.status_code == 200
    assert page.context["form"].formsets["options"].errors[2]["label"]
    assert said_beside(html)
    assert 'value="Non"' in html
    assert not Poll.objects.exists()


def test_an_answer_that_turns_its_line_around_is_refused(a: Territory, browse: Browse) -> None:
    url = add_url(section(a, ConsultationIndex), Poll)
    page = browse(a, make_editor(a)).post(url, answers("Oui", "Non\u202e"))
    assert page.context["form"].formsets["options"].errors[1]["label"]
    assert not Poll.objects.exists()


def test_what_people_can_read_is_kept(a: Territory, browse: Browse) -> None:
    title = "Fête 👩‍👩‍👧 عيد"
    sent = browse(a, make_editor(a)).post(
        add_url(section(a, Agenda), Event), event_form(title=title)
    )
    assert sent.status_code == 302
    assert Event.objects.get().title == title


def test_a_point_may_be_anywhere_where_no_commune_has_coordinates(
    a: Territory, browse: Browse
) -> None:
    with territories.enter(a):
        for town in towns(a):
            town.latitude = town.longitude = None
            town.save()
    sent = browse(a, make_editor(a)).post(
        add_url(section(a, Agenda), Event), event_form(point="48.8566, 2.3522")
    )
    assert sent.status_code == 302
    assert Event.objects.exists()


def test_an_address_spells_ligatures_out(a: Territory, browse: Browse) -> None:
    html = browse(a, make_editor(a)).get(add_url(section(a, Agenda), Event)).content.decode()
    rules = re.search(r'data-w-slug-formatters-value="([^"]*)"', html)[1]
    assert [["œ", "gu"], "oe"] in json.loads(unescape(rules))
    event = Event(title="Chœur et Æther", starts_at=timezone.now())
    with territories.enter(a):
        section(a, Agenda).add_child(instance=event)
    assert event.slug == "choeur-et-aether"


def test_a_question_needs_two_answers_to_be_submitted(a: Territory, browse: Browse) -> None:
    options = {
        "options-TOTAL_FORMS": 1,
        "options-INITIAL_FORMS": 0,
        "options-MIN_NUM_FORMS": 2,
        "options-MAX_NUM_FORMS": 1000,
        "options-0-label": "Oui",
        "options-0-help_text": "",
        "options-0-ORDER": 1,
        "options-0-id": "",
    }
    form = event_form(opens_at="2026-12-01 08:00", closes_at="2026-12-10 20:00") | options
    url = add_url(section(a, ConsultationIndex), Poll)
    client = browse(a, make_editor(a))
    refused = client.post(url, form | {"action-submit": "on"})
    assert refused.status_code == 200
    assert not Poll.objects.exists()
    more = {"options-TOTAL_FORMS": 2, "options-1-label": "Non", "options-1-ORDER": 2}
    sent = client.post(
        url, form | more | {"options-1-help_text": "", "options-1-id": "", "action-submit": "on"}
    )
    assert sent.status_code == 302
    assert Poll.objects.get().current_workflow_state is not None


def test_a_copy_is_refused_a_reserved_address(a: Territory, browse: Browse) -> None:
    event = make_event(a)
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    form = {
        "new_title": "Mois",
        "new_slug": "mois",
        "new_parent_page": event.get_parent().pk,
        "publish_copies": "",
    }
    page = browse(a, make_editor(a)).post(url, form)
    assert page.status_code == 200
    assert "new_slug" in errors(page)
    assert Event.objects.count() == 1


def test_a_picture_needs_its_description(a: Territory, browse: Browse) -> None:
    client = browse(a, make_editor(a))
    url = reverse("wagtailimages_chooser:create")
    prefix = "image-chooser-upload"
    form = {f"{prefix}-title": "Une place", f"{prefix}-collection": a.collection.pk}
    refused = client.post(url, form | {f"{prefix}-file": picture_file()})
    assert json.loads(refused.content)["step"] != "chosen"
    told = {f"{prefix}-description": "Une place au soleil", f"{prefix}-file": picture_file()}
    chosen = json.loads(client.post(url, form | told).content)
    assert chosen["step"] == "chosen"
    with territories.enter(a):
        picture = KikaluImage.objects.get()
    assert picture.territory == a
    assert picture.description == "Une place au soleil"
    assert str(a.public_id) in picture.file.name


def test_each_kind_of_page_has_its_form(a: Territory, browse: Browse) -> None:
    client = browse(a, make_editor(a))
    home = a.site.root_page
    parents = [home, make_blog(a), make_group(a), *home.get_children()]
    seen = set()
    for parent in parents:
        for model in parent.specific.allowed_subpage_models():
            if model.can_create_at(parent.specific):
                page = client.get(add_url(parent, model))
                assert page.status_code == 200, model
                seen.add(model._meta.label)
    assert seen == {
        "agenda.Event",
        "blog.Blog",
        "blog.CollectiveText",
        "blog.Post",
        "consultations.Poll",
        "members.CitizenGroup",
        "territory_pages.StandardPage",
    }


def test_a_second_section_cannot_be_made(a: Territory, browse: Browse) -> None:
    client = browse(a, make_editor(a))
    page = client.get(add_url(a.site.root_page, BlogIndex))
    assert page.status_code in {302, 403, 404}


def test_the_map_of_the_editor_calls_nobody(a: Territory, browse: Browse) -> None:
    client = browse(a, make_editor(a))
    html = client.get(add_url(section(a, Agenda), Event)).content.decode()
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', html)
    for foreign in ("unpkg", "openstreetmap", "nominatim"):
        assert foreign not in html.lower()
    assert "kernel/vendor/leaflet/leaflet.js" in html


def test_the_map_opens_among_the_communes_of_the_place(a: Territory, b: Territory) -> None:
    with territories.enter(a):
        options = PointField().options()
    names = {town["name"] for town in options["towns"]}
    assert names <= {town.name for town in towns(a)}
    assert not names & {town.name for town in towns(b)}
    latitude, longitude, _zoom = options["start"]
    assert 45.4 < latitude < 45.8
    assert 4.4 < longitude < 4.9
    assert options["tiles"] == ""


def test_the_map_opens_on_the_country_when_no_commune_has_coordinates(a: Territory) -> None:
    with territories.enter(a):
        for town in towns(a):
            town.latitude = town.longitude = None
            town.save()
        assert PointField().options()["start"] == (46.6, 2.5, 5)


@override_settings(BASEMAP_URL="https://fonds.example/{z}/{x}/{y}.png")
def test_tiles_come_from_the_address_of_the_settings_alone(a: Territory) -> None:
    with territories.enter(a):
        options = PointField().options()
    assert options["tiles"] == "https://fonds.example/{z}/{x}/{y}.png"
    assert options["attribution"] == "fonds.example"


def test_a_stored_point_is_shown_as_typed_and_works_without_a_script(a: Territory) -> None:
    with territories.enter(a):
        html = PointField().render("point", "SRID=4326;POINT(4.67120 45.61890)", {"id": "id_point"})
    assert re.search(r'<input type="text" name="point" value="45.61890, 4.67120"', html)
