"""The screens of the admin that are ours: lists of the territory, its settings, its languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from site_core.kernel import audit, moderation, scoping, territories
from site_core.kernel.models import District, Territory, Topic, Town
from territory_pages.models import StandardPage
from tests.factories import make_editor, make_operator, make_referent, make_standard_page
from tests.screens import editor_fields

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


class TestTopicsAndDistricts:
    """What referents keep up to date."""

    @pytest.mark.parametrize("who", [make_referent, make_editor])
    def test_a_topic_is_added_changed_and_removed_by_referents_only(
        self, a: Territory, b: Territory, browse: Browse, who: Any
    ) -> None:
        client, allowed = browse(a, who(a)), who is make_referent
        client.post("/admin/thematiques/new/", {"name": "Fleuve", "sort_order": "3"})
        with territories.enter(a):
            assert Topic.objects.filter(name="Fleuve", slug="fleuve").exists() == allowed
            topic = Topic.objects.filter(name="Fleuve").first() or Topic.objects.first()
        client.post(
            f"/admin/thematiques/edit/{topic.pk}/", {"name": "Fleuve et ports", "sort_order": "1"}
        )
        with territories.enter(a):
            assert Topic.objects.filter(name="Fleuve et ports").exists() == allowed
        client.post(f"/admin/thematiques/delete/{topic.pk}/")
        with territories.enter(a):
            assert Topic.objects.filter(pk=topic.pk).exists() != allowed
        with territories.enter(b):
            assert not Topic.objects.filter(name__startswith="Fleuve").exists()

    def test_a_name_taken_here_is_refused_with_a_sentence_and_free_elsewhere(
        self, a: Territory, b: Territory, browse: Browse
    ) -> None:
        for place in (a, b):
            with territories.enter(place):
                Topic.objects.create(name="Fleuve")
        with territories.enter(b):
            Topic.objects.create(name="Montagne")
        client = browse(a, make_referent(a))
        answer = client.post("/admin/thematiques/new/", {"name": "Fleuve", "sort_order": "0"})
        assert answer.status_code == 200
        client.post("/admin/thematiques/new/", {"name": "Montagne", "sort_order": "0"})
        with territories.enter(a):
            assert Topic.objects.filter(name="Fleuve").count() == 1
            assert Topic.objects.filter(name="Montagne").count() == 1

    def test_a_district_is_put_in_a_commune_of_the_territory(
        self, a: Territory, b: Territory, browse: Browse
    ) -> None:
        with territories.enter(a):
            town = Town.objects.first()
        with territories.enter(b):
            foreign = Town.objects.first()
        client = browse(a, make_referent(a))
        form = client.get("/admin/quartiers/new/").content.decode()
        assert town.name in form
        assert foreign.name not in form
        client.post("/admin/quartiers/new/", {"name": "Le Bourg", "town": foreign.pk})
        with territories.enter(a):
            assert not District.objects.filter(name="Le Bourg").exists()
        client.post("/admin/quartiers/new/", {"name": "Le Bourg", "town": town.pk})
        with territories.enter(a):
            assert District.objects.get(name="Le Bourg").town_id == town.pk
        listed = client.get("/admin/quartiers/").content.decode()
        assert "Le Bourg" in listed
        assert foreign.name not in listed

    def test_the_communes_are_read_only(self, a: Territory, b: Territory, browse: Browse) -> None:
        with territories.enter(a):
            town = Town.objects.first()
        with territories.enter(b):
            foreign = Town.objects.first()
        client = browse(a, make_referent(a))
        listed = client.get("/admin/communes/").content.decode()
        assert town.name in listed
        assert foreign.name not in listed
        for url in ("new/", f"edit/{town.pk}/", f"delete/{town.pk}/"):
            assert client.get(f"/admin/communes/{url}").status_code == 404
            assert client.post(f"/admin/communes/{url}", {"name": "x"}).status_code == 404


class TestTerritorySettings:
    """Motto and contact address."""

    def test_a_referent_changes_them_and_visitors_see_it(
        self, a: Territory, b: Territory, browse: Browse
    ) -> None:
        client = browse(a, make_referent(a))
        answer = client.post(
            "/admin/territoire/",
            {"motto": "Onze villages, une vallée", "contact_email": "bonjour@exemple.test"},
        )
        assert answer.status_code == 302
        a.refresh_from_db()
        assert (a.motto, a.contact_email) == ("Onze villages, une vallée", "bonjour@exemple.test")
        b.refresh_from_db()
        assert b.motto != a.motto
        with scoping.scope(a):
            link = audit.chain_of(a).links.get(action="territory.settings")
            facts = "".join(part.facts for part in audit.chain_of(a).parts.filter(link=link))
        assert "bonjour@exemple.test" in facts

    def test_nothing_else_can_be_changed_there(self, a: Territory, browse: Browse) -> None:
        client = browse(a, make_referent(a))
        client.post(
            "/admin/territoire/",
            {"motto": "x", "contact_email": "", "name": "Volé", "slug": "vole", "state": "closed"},
        )
        a.refresh_from_db()
        assert (a.name, a.slug, a.state) == ("Pays Mornantais", "mornantais", "active")

    def test_a_bad_address_is_refused_and_kept_on_the_screen(
        self, a: Territory, browse: Browse
    ) -> None:
        client = browse(a, make_referent(a))
        answer = client.post("/admin/territoire/", {"motto": "Vallée", "contact_email": "pas ça"})
        assert answer.status_code == 200
        assert "pas ça" in answer.content.decode()
        a.refresh_from_db()
        assert a.motto != "Vallée"

    def test_a_suspension_decided_meanwhile_is_not_undone(
        self, a: Territory, browse: Browse
    ) -> None:
        client = browse(a, make_operator())
        client.get("/admin/territoire/")
        territories.suspend(territory=Territory.objects.get(pk=a.pk), reason="Travaux")
        client.post("/admin/territoire/", {"motto": "Vallée", "contact_email": ""})
        a.refresh_from_db()
        assert (a.state, a.motto) == ("suspended", "Vallée")


class TestLanguages:
    """A translation is a page like another, below a home that speaks the language."""

    @pytest.fixture
    def english(self) -> Locale:
        """A second language."""
        return Locale.objects.get(language_code="en")

    @pytest.fixture
    def translate(self, english: Locale, django_capture_on_commit_callbacks: Any) -> Any:
        """Ask for the translation of a page, as the screen does."""

        def ask(client: Client, page: Page) -> Any:
            url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
            client.get(url)
            with django_capture_on_commit_callbacks(execute=True):
                response = client.post(url, {"locales": [english.pk]})
            return page.get_translation_or_none(english) or response

        return ask

    def test_a_translation_is_a_draft_that_its_maker_does_not_publish(
        self, a: Territory, browse: Browse, translate: Any
    ) -> None:
        client = browse(a, make_referent(a))
        page = make_standard_page(a, title="Bienvenue", owner=make_editor(a))
        home = translate(client, a.site.root_page)
        translated = translate(client, page)
        assert (home.live, home.depth, translated.live) == (False, 2, False)
        assert not Translation.objects.filter(enabled=True).exists()
        for made in (home, translated):
            edit = reverse("wagtailadmin_pages:edit", args=[made.pk])
            form = editor_fields(client.get(edit)) | {"title": "Welcome"}
            client.post(edit, form | {"action-publish": "1"})
            made.refresh_from_db()
            assert not made.live
            client.post(edit, form | {"action-submit": "1"})
            assert made.workflow_in_progress

    def test_nobody_opens_a_language_by_translating_a_page(
        self, a: Territory, browse: Browse, translate: Any, english: Locale
    ) -> None:
        page = make_standard_page(a, title="Bienvenue")
        for person in (make_referent(a), make_editor(a)):
            answer = translate(browse(a, person), page)
            assert answer.status_code == 302
        assert not Page.objects.filter(locale=english, depth__gt=1).exists()
        assert translate(browse(a, make_editor(a)), a.site.root_page).status_code == 302
        assert not Page.objects.filter(locale=english, depth__gt=1).exists()

    def test_both_homes_are_in_the_explorer_and_nobody_else_s(
        self, a: Territory, b: Territory, browse: Browse, translate: Any
    ) -> None:
        client, home = browse(a, make_referent(a)), a.site.root_page
        translated = translate(client, home)
        explorer = client.get("/admin/pages/", follow=True).content.decode()
        assert f"/admin/pages/{translated.pk}/" in explorer
        assert f"/admin/pages/{home.pk}/" in explorer
        assert b.name not in explorer
        assert client.get(f"/admin/pages/{translated.pk}/").status_code == 200
        root = home.get_parent()
        assert client.get(f"/admin/pages/{root.pk}/edit/").status_code == 404
        assert client.get(f"/admin/pages/{root.pk}/add_subpage/").status_code == 404
        listed = client.get(f"/admin/api/main/pages/?child_of={root.pk}&for_explorer=1").json()
        assert {item["id"] for item in listed["items"]} == {home.pk, translated.pk}

    def test_a_page_of_another_territory_is_not_translated_from_here(
        self, a: Territory, b: Territory, browse: Browse, translate: Any
    ) -> None:
        translate(browse(b, make_referent(b)), b.site.root_page)
        page = make_standard_page(b, title="Bienvenue")
        for person in (make_referent(a), make_editor(a)):
            assert translate(browse(a, person), page).status_code == 404
        assert translate(browse(b, make_editor(b)), page).live is False


class TestHomes:
    """The home page of a territory stands as long as the territory."""

    @pytest.mark.parametrize("who", [make_referent, lambda _a: make_operator()])
    def test_it_is_neither_deleted_nor_moved_nor_withdrawn(
        self, a: Territory, browse: Browse, who: Any
    ) -> None:
        client, home = browse(a, who(a)), a.site.root_page
        target = make_standard_page(a, title="Dessous")
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        for url in (
            f"/admin/pages/{home.pk}/delete/",
            f"/admin/pages/{home.pk}/unpublish/",
            f"/admin/pages/{home.pk}/move/{target.pk}/confirm/",
            f"{bulk}?id={home.pk}",
        ):
            client.post(url)
        home.refresh_from_db()
        assert (home.live, home.depth) == (True, 2)

    def test_a_referent_changes_it_at_once_since_nobody_in_particular_wrote_it(
        self, a: Territory, browse: Browse
    ) -> None:
        client, home = browse(a, make_referent(a)), a.site.root_page
        url = reverse("wagtailadmin_pages:edit", args=[home.pk])
        form = editor_fields(client.get(url)) | {"title": "Notre vallée", "action-publish": "1"}
        client.post(url, form)
        home.refresh_from_db()
        assert home.title == "Notre vallée"


class TestCosts:
    """A list costs the same whatever it holds."""

    @pytest.mark.parametrize("who", [make_editor, make_referent, lambda _a: make_operator()])
    def test_the_explorer_makes_as_many_queries_for_one_page_as_for_five(
        self, a: Territory, browse: Browse, who: Any, django_assert_max_num_queries: Any
    ) -> None:
        client, author = browse(a, who(a)), make_editor(a)
        above = make_standard_page(a, title="Dessus")
        counts = []
        for number in range(5):
            page = StandardPage(title=f"Page {number}", slug=f"p{number}", owner=author)
            page.live = number % 2 == 0
            with territories.enter(a):
                above.add_child(instance=page)
                page.save_revision(user=author)
                if not page.live:
                    moderation.submit(page=page, actor=author)
            if number in {0, 1, 4}:
                url = f"/admin/pages/{above.pk}/"
                client.get(url)
                with django_assert_max_num_queries(60) as queries:
                    assert f"Page {number}" in client.get(url).content.decode()
                counts.append(len(queries.captured_queries))
        assert counts[1] == counts[2]

    def test_the_lists_of_the_territory_too(
        self, a: Territory, browse: Browse, django_assert_max_num_queries: Any
    ) -> None:
        client = browse(a, make_referent(a))
        with territories.enter(a):
            town = Town.objects.first()
        for url, add in (
            ("/admin/thematiques/", lambda name: Topic.objects.create(name=name)),
            ("/admin/quartiers/", lambda name: District.objects.create(name=name, town=town)),
        ):
            counts = []
            for number in range(3):
                with territories.enter(a):
                    add(f"Nom {number}")
                client.get(url)
                with django_assert_max_num_queries(30) as queries:
                    client.get(url)
                counts.append(len(queries.captured_queries))
            assert len(set(counts)) == 1
