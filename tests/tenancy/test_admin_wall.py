"""Wagtail's admin shows and does only what belongs to the territory of the host.

Each class answers failures that were measured on Wagtail's defaults with two sites; the numbers
F1 to F24 are those of that list. Every test first plants what could leak.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Locale,
    Page,
    Site,
    UploadedFile,
    Workflow,
)
from wagtail.permissions import policy_registry

from site_core.kernel import moderation, territories
from site_core.kernel.admin import doors
from site_core.kernel.models import (
    District,
    KikaluDocument,
    KikaluImage,
    RoleGroup,
    Territory,
    Topic,
    Town,
)
from site_core.kernel.policies import Actor
from territory_pages.models import StandardPage
from tests.factories import (
    make_document,
    make_editor,
    make_event,
    make_image,
    make_member,
    make_operator,
    make_post,
    make_referent,
    make_standard_page,
    make_user,
)
from tests.screens import editor_fields

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    # Wagtail leaves the file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
Browse = Callable[..., Client]
OURS, THEIRS = "Orchis", "Zibeline"
AJAX = {"x-requested-with": "XMLHttpRequest"}
EVERYBODY = ("editor", "referent", "referent_of_two", "operator")


@pytest.fixture
def planted(a: Territory, b: Territory) -> dict[str, Any]:
    """The same things here and next door, each marked with its own word."""
    rows: dict[str, Any] = {}
    for place, word, side in ((a, OURS, "ours"), (b, THEIRS, "theirs")):
        owner = make_editor(place, name=f"{word} Auteur", email=f"{word.lower()}@exemple.test")
        with territories.enter(place):
            town = Town.objects.first()
            rows[side] = {
                "owner": owner,
                "town": town,
                "topic": Topic.objects.create(name=f"{word} thème"),
                "district": District.objects.create(name=f"{word} quartier", town=town),
            }
        draft = make_standard_page(place, title=f"{word} brouillon", live=False, owner=owner)
        with territories.enter(place):
            draft.save_revision(user=owner, log_action=True)
        rows[side] |= {
            "live": make_standard_page(place, title=f"{word} publiée", owner=owner),
            "draft": draft,
            "post": make_post(place, title=f"{word} billet", owner=owner),
            "event": make_event(place, title=f"{word} fête", owner=owner),
            "image": make_image(place, title=f"{word} image", uploaded_by_user=owner),
            "document": make_document(place, title=f"{word} document", uploaded_by_user=owner),
            "home": place.site.root_page,
        }
        Collection.objects.filter(pk=place.collection.pk).update(name=f"{word} collection")
        rows[side]["image"].tags.add(f"{word} étiquette")
        with territories.enter(place):
            waits = make_standard_page(place, title=f"{word} attend", live=False, owner=owner)
            waits.save_revision(user=owner)
            moderation.submit(page=waits, actor=owner)
            rows[side]["waits"] = waits
            rows[side]["step"] = waits.current_workflow_task_state
    return rows


@pytest.fixture
def people(a: Territory, c: Territory) -> dict[str, Any]:
    """One of each who may enter the admin of our territory."""
    return {
        "editor": make_editor(a),
        "referent": make_referent(a),
        "referent_of_two": make_referent(a, c),
        "operator": make_operator(),
    }


@pytest.fixture(params=EVERYBODY)
def client(
    request: pytest.FixtureRequest, a: Territory, people: dict[str, Any], browse: Browse
) -> Client:
    """Each of them on our host."""
    return browse(a, people[request.param])


@pytest.fixture
def operator_here(a: Territory, people: dict[str, Any], browse: Browse) -> Client:
    """The operator on our host."""
    return browse(a, people["operator"])


def text_of(response: Any) -> str:
    """The body of an answer, streamed or not."""
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def shows_ours_only(response: Any, code: int = 200) -> str:
    """The body, once it is known to hold our word and not theirs."""
    assert response.status_code == code
    body = text_of(response)
    assert OURS in body
    assert THEIRS not in body
    return body


def text_with_link(kind: str, number: int) -> dict[str, str]:
    """One paragraph that links to something, as the text editor's script sends it."""
    content = {
        "blocks": [
            {
                "key": "abcde",
                "type": "unstyled",
                "depth": 0,
                "text": "Un mot joli ici",
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 3, "length": 8, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": {"id": number}}},
    }
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": json.dumps(content),
    }


class TestListsAndChoosers:
    """F5 to F8: what is listed, searched, chosen."""

    LISTS = (
        "/admin/pages/{home}/",
        "/admin/pages/{home}/results/",
        "/admin/pages/{home}/?q=brouillon&search_all=1",
        "/admin/pages/search/?q=brouillon",
        "/admin/pages/search/results/?q=brouillon",
        "/admin/choose-page/",
        "/admin/choose-page/?page_type=territory_pages.standardpage",
        "/admin/choose-page/{home}/",
        "/admin/choose-page/search/?q=brouillon",
        "/admin/choose-page/search/?q=Orchis&page_type=territory_pages.StandardPage",
        "/admin/images/",
        "/admin/images/?q=image",
        "/admin/images/results/",
        "/admin/images/chooser/",
        "/admin/images/chooser/results/?q=image",
        "/admin/documents/",
        "/admin/documents/?q=document",
        "/admin/documents/results/",
        "/admin/documents/chooser/",
        "/admin/documents/chooser/results/?q=document",
        "/admin/thematiques/",
        "/admin/thematiques/?q=Orchis",
        "/admin/thematiques/results/",
        "/admin/quartiers/",
        "/admin/quartiers/results/",
        "/admin/api/main/pages/?child_of={home}&for_explorer=1",
        "/admin/api/main/pages/{live}/",
    )

    @pytest.mark.parametrize("who", EVERYBODY)
    def test_each_list_holds_our_things_only(
        self,
        a: Territory,
        people: dict[str, Any],
        browse: Browse,
        planted: dict[str, Any],
        who: str,
    ) -> None:
        ours, client = planted["ours"], browse(a, people[who])
        for address in self.LISTS:
            url = address.format(home=ours["home"].pk, live=ours["live"].pk)
            response = client.get(url)
            body = text_of(response)
            # An editor finds every file in the choosers, and only their own in the libraries.
            is_own = re.fullmatch(r"/admin/(images|documents)/(results/)?(\?.*)?", url)
            expected = not (who == "editor" and is_own)
            found = (response.status_code, OURS in body, THEIRS in body)
            assert found == (200, expected, False), url

    def test_what_is_found_elsewhere_is_found_there(
        self, b: Territory, planted: dict[str, Any], browse: Browse
    ) -> None:
        theirs = browse(b, make_referent(b))
        for address in ("/admin/pages/search/?q=brouillon", "/admin/images/", "/admin/documents/"):
            body = text_of(theirs.get(address))
            assert THEIRS in body
            assert OURS not in body

    def test_a_chosen_page_of_another_territory_is_not_named(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        url = reverse("wagtailadmin_choose_page_chosen_multiple")
        ours, theirs = planted["ours"]["draft"].pk, planted["theirs"]["draft"].pk
        shows_ours_only(client.get(f"{url}?id={ours}"))
        assert client.get(f"{url}?id={theirs}").status_code == 404
        assert client.get(f"{url}?id={ours}&id={theirs}").status_code == 404

    def test_a_chosen_file_of_another_territory_is_not_named(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        for kind in ("image", "document"):
            base = f"/admin/{kind}s/chooser"
            ours, theirs = planted["ours"][kind].pk, planted["theirs"][kind].pk
            shows_ours_only(client.get(f"{base}/chosen/{ours}/"))
            assert client.get(f"{base}/chosen/{theirs}/").status_code == 404
            body = text_of(client.get(f"{base}/chosen-multiple/?id={ours}&id={theirs}"))
            assert THEIRS not in body

    CLOSED = (
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        "/admin/tag-autocomplete/?term=Zib",
        "/admin/tag-autocomplete/taggit/tag/?term=Zib",
        "/admin/reports/site-history/",
        "/admin/reports/site-history/results/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/reports/page-types-usage/",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
        "/admin/localize/reports/translations/",
        "/admin/localize/api/snippets/kernel/topic/",
        "/admin/pages/usage/territory_pages/standardpage/",
        "/admin/pages/create/territory_pages/standardpage",
        "/admin/collections/",
        "/admin/collections/add/",
        "/admin/snippets/",
        "/admin/users/",
        "/admin/groups/",
        "/admin/groups/new/",
        "/admin/sites/",
        "/admin/locales/",
        "/admin/redirects/",
        "/admin/workflows/list/",
        "/admin/workflows/tasks/index/",
        "/admin/workflows/task_chooser/",
        "/admin/failwhale/",
    )

    def test_screens_of_the_whole_deployment_do_not_exist_here(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        for address in self.CLOSED:
            assert client.get(address).status_code == 404, address
            assert client.post(address).status_code == 404, address

    def test_a_link_to_another_territory_is_not_turned_into_its_page(
        self, client: Client, b: Territory, planted: dict[str, Any]
    ) -> None:
        url = reverse("wagtailadmin_choose_page_external_link")
        page = planted["theirs"]["live"]
        response = client.post(
            url,
            {
                "external-link-chooser-url": f"http://b.localhost/{page.slug}/",
                "external-link-chooser-link_text": "",
            },
        )
        assert THEIRS not in text_of(response)
        told = json.loads(response.content)
        assert told["step"] == "external_link_chosen"
        assert "id" not in told["result"]


class TestPagesOfOthers:
    """F9, F12 and beyond: a page next door does not exist, and nothing happens to it."""

    READ = (
        "edit/",
        "history/",
        "usage/",
        "copy/",
        "delete/",
        "move/",
        "unpublish/",
        "view_draft/",
        "add_subpage/",
        "privacy/",
        "workflow_history/",
        "revisions/",
        "",
        "results/",
    )

    @pytest.mark.parametrize("who", ["editor", "referent", "referent_of_two"])
    def test_no_screen_of_their_pages_opens(
        self,
        a: Territory,
        people: dict[str, Any],
        browse: Browse,
        planted: dict[str, Any],
        who: str,
    ) -> None:
        client = browse(a, people[who])
        for which in ("live", "draft", "waits", "home"):
            for screen in self.READ:
                url = f"/admin/pages/{planted['theirs'][which].pk}/{screen}"
                response = client.get(url)
                assert (response.status_code, THEIRS in text_of(response)) == (404, False), url

    def test_the_same_screens_of_our_pages_open(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        for screen in ("edit/", "history/", "view_draft/", ""):
            page = planted["ours"]["draft" if screen else "home"]
            assert client.get(f"/admin/pages/{page.pk}/{screen}").status_code == 200, screen

    def test_nothing_that_is_posted_reaches_their_page(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        ours, theirs = planted["ours"], planted["theirs"]
        live, draft, waits = theirs["live"], theirs["draft"], theirs["waits"]
        step = theirs["step"].pk
        mine = ours["draft"].pk
        posts: list[tuple[str, dict[str, Any]]] = [
            (f"/admin/pages/{live.pk}/edit/", {"title": "Volé", "action-publish": "1"}),
            (f"/admin/pages/{live.pk}/unpublish/", {}),
            (f"/admin/pages/{live.pk}/delete/", {}),
            (f"/admin/pages/{live.pk}/lock/", {}),
            (f"/admin/pages/{live.pk}/privacy/", {"restriction_type": "login"}),
            (f"/admin/pages/{draft.pk}/copy/", {"new_title": "x", "new_slug": "x"}),
            (f"/admin/pages/{draft.pk}/move/", {"new_parent_page": ours["home"].pk}),
            (f"/admin/pages/{draft.pk}/move/{ours['home'].pk}/confirm/", {}),
            (f"/admin/pages/{mine}/move/{theirs['home'].pk}/confirm/", {}),
            (f"/admin/pages/{mine}/move/", {"new_parent_page": theirs["home"].pk}),
            (
                f"/admin/pages/{mine}/copy/",
                {"new_title": "x", "new_slug": "x", "new_parent_page": theirs["home"].pk},
            ),
            (f"/admin/pages/{live.pk}/set_position/?position=0", {}),
            (f"/admin/pages/{draft.pk}/edit/preview/", {"title": "x"}),
            (
                f"/admin/pages/add/territory_pages/standardpage/{theirs['home'].pk}/",
                {"title": "Intrus", "slug": "intrus"},
            ),
            (f"/admin/pages/workflow/action/{waits.pk}/approve/{step}/", {}),
            (f"/admin/pages/workflow/action/{waits.pk}/reject/{step}/", {"comment": "Non"}),
            (f"/admin/pages/workflow/action/{ours['waits'].pk}/approve/{step}/", {}),
            (f"/admin/api/main/pages/{draft.pk}/action/publish/", {}),
            (f"/admin/api/main/pages/{live.pk}/action/delete/", {}),
            (f"/admin/localize/submit/page/{live.pk}/", {"locales": "2"}),
        ]
        before = list(Page.objects.order_by("pk").values())
        for url, data in posts:
            response = client.post(url, data)
            assert response.status_code == 404, url
            assert THEIRS not in text_of(response)
        assert list(Page.objects.order_by("pk").values()) == before

    def test_acting_on_many_pages_at_once_reaches_ours_only(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        ours, theirs = planted["ours"], planted["theirs"]["live"]
        for action in ("publish", "unpublish", "move", "delete"):
            url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            for query in (
                f"id={theirs.pk}",
                f"id={ours['live'].pk}&id={theirs.pk}",
                "id=all",
                f"id=all&childOf={planted['theirs']['home'].pk}",
                f"id=all&childOf={Page.objects.get(depth=1).pk}",
                "id=nonsense",
            ):
                for response in (client.get(f"{url}?{query}"), client.post(f"{url}?{query}")):
                    assert response.status_code == 404, query
                    assert THEIRS not in text_of(response)
            move = {"chooser": planted["theirs"]["home"].pk}
            assert client.post(f"{url}?id={ours['draft'].pk}", move).status_code == 404
            assert Page.objects.get(pk=theirs.pk).live
            assert client.get(f"{url}?id={ours['draft'].pk}").status_code == 200

    def test_acting_on_many_files_at_once_reaches_ours_only(
        self, a: Territory, people: dict[str, Any], browse: Browse, planted: dict[str, Any]
    ) -> None:
        client = browse(a, people["referent_of_two"])
        for kind in ("image", "document"):
            for action in ("add_to_collection", "delete"):
                url = reverse("wagtail_bulk_action", args=["kernel", f"kikalu{kind}", action])
                theirs = planted["theirs"][kind]
                assert client.get(f"{url}?id={theirs.pk}").status_code == 404
                shows_ours_only(client.get(f"{url}?id=all"))
                client.post(f"{url}?id={planted['ours'][kind].pk}&id={theirs.pk}")
                with territories.enter(theirs.territory):
                    assert type(theirs).objects.filter(pk=theirs.pk).exists()

    def test_accounts_cannot_be_acted_on_at_all(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        for label, model in ((get_user_model()._meta.app_label, "user"), ("auth", "group")):
            for action in ("delete", "assign_role", "set_active_state"):
                url = reverse("wagtail_bulk_action", args=[label, model, action])
                assert client.post(f"{url}?id={planted['theirs']['owner'].pk}").status_code == 404

    def test_a_session_of_editing_says_nothing_of_their_page(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        for side, code in (("ours", 200), ("theirs", 404)):
            page = planted[side]["draft"].pk
            url = reverse(
                "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", page, 0]
            )
            assert client.post(url).status_code == code
            specific = reverse(
                "wagtailadmin_editing_sessions:ping",
                args=["territory_pages", "standardpage", page, 0],
            )
            assert client.post(specific).status_code == code

    def test_a_list_of_targets_may_not_name_their_page(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        home = planted["ours"]["home"].pk
        url = f"/admin/choose-page/{home}/?user_perms=move_to&target_pages[]="
        assert client.get(f"{url}{planted['theirs']['draft'].pk}").status_code == 404
        assert client.get(f"{url}{planted['ours']['draft'].pk}").status_code == 200

    def test_a_page_that_never_was_and_a_page_next_door_look_alike(
        self, a: Territory, people: dict[str, Any], browse: Browse, planted: dict[str, Any]
    ) -> None:
        client = browse(a, people["referent"])
        there = client.get(f"/admin/pages/{planted['theirs']['draft'].pk}/edit/")
        nowhere = client.get("/admin/pages/99999999/edit/")
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


class TestRowsOfOthers:
    """F4, F5, F7: pictures, documents, topics, districts and settings next door."""

    ROWS = (
        "/admin/images/{image}/",
        "/admin/images/{image}/delete/",
        "/admin/images/usage/{image}/",
        "/admin/images/{image}/generate_url/",
        "/admin/images/{image}/preview/width-100/",
        "/admin/images/chooser/{image}/select_format/",
        "/admin/images/multiple/{image}/",
        "/admin/images/multiple/{image}/delete/",
        "/admin/documents/edit/{document}/",
        "/admin/documents/delete/{document}/",
        "/admin/documents/usage/{document}/",
        "/admin/documents/multiple/{document}/",
        "/admin/documents/multiple/{document}/delete/",
        "/admin/thematiques/edit/{topic}/",
        "/admin/thematiques/delete/{topic}/",
        "/admin/quartiers/edit/{district}/",
        "/admin/quartiers/delete/{district}/",
    )

    def test_their_rows_are_404_and_stay_as_they_were(
        self, client: Client, planted: dict[str, Any], b: Territory
    ) -> None:
        theirs = planted["theirs"]
        numbers = {
            name: row.pk
            for name, row in theirs.items()
            if isinstance(row, KikaluImage | KikaluDocument | Topic | District)
        }
        for address in self.ROWS:
            url = address.format(**numbers)
            for response in (
                client.get(url),
                client.post(url, {"title": "Volé", "name": "Volé", "description": "Volé"}),
                client.post(url, {"title": "Volé"}, headers=AJAX),
            ):
                assert response.status_code in {404, 405}, url
                assert THEIRS not in text_of(response)
        with territories.enter(b):
            for name in ("image", "document", "topic", "district"):
                assert THEIRS in str(type(theirs[name]).objects.get(pk=theirs[name].pk))

    def test_our_rows_open(
        self, a: Territory, people: dict[str, Any], browse: Browse, planted: dict[str, Any]
    ) -> None:
        client, ours = browse(a, people["referent"]), planted["ours"]
        for url in (
            f"/admin/images/{ours['image'].pk}/",
            f"/admin/images/usage/{ours['image'].pk}/",
            f"/admin/documents/edit/{ours['document'].pk}/",
            f"/admin/documents/usage/{ours['document'].pk}/",
            f"/admin/thematiques/edit/{ours['topic'].pk}/",
            f"/admin/quartiers/edit/{ours['district'].pk}/",
        ):
            shows_ours_only(client.get(url))

    def test_a_page_cannot_be_linked_to_their_rows(
        self, client: Client, planted: dict[str, Any], a: Territory
    ) -> None:
        theirs, home = planted["theirs"], planted["ours"]["home"]
        url = reverse("wagtailadmin_pages:add", args=["territory_pages", "standardpage", home.pk])
        response = client.post(
            url,
            {"title": "x", "slug": "x", "body-count": "0", "picture": theirs["image"].pk},
        )
        assert THEIRS not in text_of(response)
        assert not Page.objects.filter(slug="x").exists()

    def test_a_text_cannot_link_to_their_pages_and_documents(
        self, client: Client, planted: dict[str, Any]
    ) -> None:
        """A number typed by hand tells no address, and nothing of ours to the other side."""
        for kind, row in (("LINK", "draft"), ("DOCUMENT", "document")):
            for side in ("ours", "theirs"):
                target = planted[side][row]
                url = reverse(
                    "wagtailadmin_pages:add",
                    args=["territory_pages", "standardpage", planted["ours"]["home"].pk],
                )
                slug = f"lien-{row}-{side}"
                client.post(url, {"title": slug, "slug": slug, **text_with_link(kind, target.pk)})
                page = StandardPage.objects.get(slug=slug)
                stored = str(page.get_latest_revision().content["body"])
                assert "mot joli" in stored
                assert (f'id=\\"{target.pk}\\"' in stored) == (side == "ours")
                edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
                assert THEIRS not in text_of(edit)
                if row == "draft" and side == "theirs":
                    assert target.slug not in text_of(edit)

    def test_a_picture_goes_into_our_collection_only(
        self, a: Territory, c: Territory, people: dict[str, Any], browse: Browse
    ) -> None:
        policy = policy_registry.get_by_type(KikaluImage)
        for name in EVERYBODY:
            with territories.enter(a):
                collections = policy.collections_user_has_permission_for(people[name], "add")
                assert [row.pk for row in collections] == [a.collection.pk]

    def test_no_settings_screen_exists_for_any_site(
        self, client: Client, b: Territory, planted: dict[str, Any]
    ) -> None:
        for model in ("theming/theme", "kernel/territory", "wagtailcore/site"):
            for url in (f"/admin/settings/{model}/", f"/admin/settings/{model}/{b.site.pk}/"):
                assert client.get(url).status_code == 404
                assert client.post(url, {"name": "Volé"}).status_code == 404

    def test_an_upload_somebody_else_began_cannot_be_finished(
        self, a: Territory, people: dict[str, Any], browse: Browse
    ) -> None:
        upload = UploadedFile.objects.create(uploaded_by_user=make_user())
        client = browse(a, people["referent"])
        for kind in ("image", "document"):
            base = f"/admin/{kind}s/multiple"
            for url in (
                f"{base}/create_from_uploaded_{kind}/{upload.pk}/",
                f"{base}/delete_upload/{upload.pk}/",
            ):
                assert client.post(url, headers=AJAX).status_code == 404
        assert UploadedFile.objects.filter(pk=upload.pk).exists()


class TestAccounts:
    """F1, F2, F3, F11: nobody but the operator reaches accounts, on the network site only."""

    def test_rights_given_by_hand_open_nothing(
        self, a: Territory, b: Territory, browse: Browse
    ) -> None:
        person, operator = make_referent(a), make_operator()
        person.user_permissions.set(Permission.objects.all())
        client = browse(a, person)
        before = operator.password
        theirs = RoleGroup.all_rows.filter(territory=b).values_list("group", flat=True)
        for url, data in (
            ("/admin/users/new/", {"email": "x@exemple.test", "name": "X", "is_superuser": "on"}),
            (f"/admin/users/edit/{operator.pk}/", {"email": operator.email, "name": "X"}),
            (f"/admin/users/edit/{person.pk}/", {"groups": list(theirs)}),
            (f"/admin/sites/edit/{b.site.pk}/", {"hostname": "vole.test"}),
            (f"/admin/groups/edit/{person.groups.first().pk}/", {"name": "x"}),
        ):
            assert client.get(url).status_code == 404
            assert client.post(url, data).status_code == 404
        operator.refresh_from_db()
        assert operator.is_superuser
        assert operator.password == before
        assert not get_user_model().objects.filter(email="x@exemple.test").exists()
        assert person.groups.count() == 1

    def test_the_policies_refuse_too(self, a: Territory) -> None:
        person, operator = make_referent(a), make_operator()
        person.user_permissions.set(Permission.objects.all())
        for model in (get_user_model(), Group, Site, Locale, Workflow, Collection):
            policy = policy_registry.get_by_type(model)
            assert policy.user_has_permission(operator, "change")
            with territories.enter(a):
                assert not policy.user_has_permission(person, "change")
                assert not policy.user_has_permission(operator, "change")
                assert not policy.instances_user_has_permission_for(operator, "change").exists()

    def test_rights_on_files_given_by_hand_open_nothing(
        self, a: Territory, b: Territory, planted: dict[str, Any], browse: Browse
    ) -> None:
        person = make_editor(a)
        group = Group.objects.create(name="Partout")
        for permission in Permission.objects.filter(content_type__model="kikaluimage"):
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
        person.groups.add(group)
        client = browse(a, person)
        assert client.get(f"/admin/images/{planted['theirs']['image'].pk}/").status_code == 404
        assert THEIRS not in text_of(client.get("/admin/images/"))


class TestWhoEnters:
    """The door of the admin itself."""

    def test_a_visitor_is_led_to_the_sign_in_page_of_the_host(
        self, a: Territory, browse: Browse
    ) -> None:
        for url in ("/admin/", "/admin/pages/", "/admin/images/"):
            response = browse(a).get(url)
            assert (response.status_code, response["Location"]) == (
                302,
                f"/connexion/?next={url}",
            )

    def test_a_visitor_learns_nothing_of_closed_screens(self, a: Territory, browse: Browse) -> None:
        for url in ("/admin/users/", "/admin/nowhere/", "/admin/reports/site-history/"):
            assert browse(a).get(url).status_code == 404

    @pytest.mark.parametrize("who", ["member", "neighbour", "inactive", "former"])
    def test_people_without_a_role_here_are_refused(
        self, a: Territory, b: Territory, browse: Browse, who: str
    ) -> None:
        person = {
            "member": lambda: make_member(a),
            "neighbour": lambda: make_referent(b),
            "inactive": lambda: make_referent(a, is_active=False),
            "former": lambda: make_referent(a),
        }[who]()
        if who == "former":
            territories.dismiss(territory=a, user=person, role="referent")
        response = browse(a, person).get("/admin/")
        assert response.status_code == (302 if who == "inactive" else 403)
        assert browse(a, person).get("/admin/pages/").status_code != 200

    def test_people_without_the_operator_s_power_do_not_enter_the_network_site(
        self, a: Territory, browse: Browse
    ) -> None:
        assert browse(None, make_referent(a)).get("/admin/").status_code == 403
        assert browse(None, make_operator()).get("/admin/").status_code == 200

    def test_the_people_of_a_suspended_territory_wait_outside(
        self, a: Territory, browse: Browse
    ) -> None:
        referent, operator = make_referent(a), make_operator()
        territories.suspend(territory=a, reason="Travaux")
        assert browse(a, referent).get("/admin/").status_code == 403
        assert browse(a, operator).get("/admin/").status_code == 200

    def test_wagtail_s_own_sign_in_pages_are_gone(self, a: Territory, browse: Browse) -> None:
        person = make_referent(a)
        client = browse(a)
        for url in ("/admin/login/", "/_util/login/", "/admin/password_reset/"):
            response = client.post(
                url, {"username": person.email, "password": "un-mot-de-passe-1234"}
            )
            assert response.status_code in {302, 404, 405}
            assert "_auth_user_id" not in client.session

    def test_one_s_account_is_kept_on_the_public_side(self, client: Client) -> None:
        for response in (client.get("/admin/account/"), client.post("/admin/account/")):
            assert (response.status_code, response["Location"]) == (302, "/compte/")

    def test_an_editor_does_not_reach_what_referents_do(
        self, a: Territory, browse: Browse, planted: dict[str, Any]
    ) -> None:
        editor = browse(a, make_editor(a))
        for url in (
            "/admin/territoire/",
            "/admin/thematiques/new/",
            f"/admin/quartiers/delete/{planted['ours']['district'].pk}/",
        ):
            assert editor.get(url).status_code == 404
            assert editor.post(url).status_code == 404
            assert browse(a, make_referent(a)).get(url).status_code == 200


class TestHomeScreen:
    """What a person sees first."""

    def test_it_shows_nothing_of_the_neighbour(
        self, client: Client, planted: dict[str, Any], b: Territory
    ) -> None:
        body = text_of(client.get("/admin/"))
        assert THEIRS not in body
        assert b.name not in body

    def test_one_s_own_pages_elsewhere_stay_elsewhere(
        self, a: Territory, c: Territory, browse: Browse
    ) -> None:
        both = make_referent(a, c)
        for place, word in ((a, OURS), (c, THEIRS)):
            page = make_standard_page(place, title=f"{word} à moi", live=False, owner=both)
            with territories.enter(place):
                page.save_revision(user=both, log_action=True)
                moderation.submit(page=page, actor=both)
            Page.objects.filter(pk=page.pk).update(locked=True, locked_by=both)
        shows_ours_only(browse(a, both).get("/admin/"))

    @pytest.mark.parametrize("who", ["editor", "referent", "operator"])
    def test_the_menu_leads_only_where_one_may_go(
        self, a: Territory, people: dict[str, Any], browse: Browse, who: str
    ) -> None:
        client = browse(a, people[who])
        body = text_of(client.get("/admin/"))
        for word in ("users", "sites", "reports", "workflows", "groups", "collections"):
            assert f"/admin/{word}/" not in body
        assert ("/admin/territoire/" in body) == (who != "editor")
        assert "/admin/thematiques/" in body

    def test_a_shared_group_of_reviewers_shows_nobody_s_text(
        self, a: Territory, planted: dict[str, Any], browse: Browse
    ) -> None:
        """F12: even if somebody made one by hand."""
        person = make_editor(a)
        shared = Group.objects.create(name="Relecteurs de partout")
        person.groups.add(shared)
        task = GroupApprovalTask.objects.create(name="Partout")
        task.groups.add(shared)
        step = planted["theirs"]["step"]
        type(step).objects.filter(pk=step.pk).update(task=task)
        client = browse(a, person)
        assert THEIRS not in text_of(client.get("/admin/"))
        waits = planted["theirs"]["waits"]
        assert client.get(f"/admin/pages/{waits.pk}/edit/").status_code == 404


class TestBadInput:
    """F21 and F22: what no person types, and files that are not what a territory keeps."""

    def test_endless_numbers_and_forbidden_characters_are_refused_without_a_crash(
        self, a: Territory, people: dict[str, Any], browse: Browse, planted: dict[str, Any]
    ) -> None:
        client, huge = browse(a, people["referent"]), "9" * 30
        page = planted["ours"]["draft"].pk
        for url in (
            "/admin/pages/search/?q=%00",
            f"/admin/pages/{huge}/edit/",
            f"/admin/images/{huge}/",
            f"/admin/pages/{page}/revisions/{huge}/view/",
            f"/admin/pages/workflow_history/{huge}/",
            f"/admin/choose-page/{huge}/",
            f"/admin/choose-page/chosen-multiple/?id={huge}",
            f"/admin/choose-page/?p={huge}",
            "/admin/choose-page/?page_type=nonsense",
            "/admin/choose-page/?page_type=auth.user",
            f"/admin/api/main/pages/?offset={huge}",
            f"/admin/api/main/pages/?limit={huge}",
            f"/admin/api/main/pages/?child_of={huge}",
            f"/admin/thematiques/edit/{huge}/",
            f"/admin/thematiques/?p={huge}",
            f"/admin/pages/search/?p={huge}",
            "/admin/pages/search/?ordering=nonsense",
            f"/admin/pages/?locale={huge}",
        ):
            assert client.get(url, follow=True).status_code < 500, url

    @pytest.mark.parametrize("name", ["page.html", "dessin.svg", "programme.exe", "sans-nom"])
    def test_a_file_that_a_browser_would_run_is_refused(
        self, a: Territory, people: dict[str, Any], browse: Browse, name: str
    ) -> None:
        client = browse(a, people["referent"])
        for kind, model in (("documents", KikaluDocument), ("images", KikaluImage)):
            upload = SimpleUploadedFile(name, b"<script>alert(1)</script>")
            form = {"title": "Piège", "description": "x", "file": upload}
            answer = client.post(f"/admin/{kind}/add/", form)
            assert answer.status_code == 200
            with territories.enter(a):
                assert not model.objects.filter(title="Piège").exists()

    def test_an_allowed_file_is_kept_under_the_territory(
        self, a: Territory, people: dict[str, Any], browse: Browse
    ) -> None:
        client = browse(a, people["editor"])
        upload = SimpleUploadedFile("programme.pdf", b"%PDF-1.4 x")
        client.post("/admin/documents/add/", {"title": "Programme", "file": upload})
        with territories.enter(a):
            document = KikaluDocument.objects.get(title="Programme")
        assert f"{a.public_id}/documents/" in document.file.name
        assert document.collection_id == a.collection.pk
        assert document.uploaded_by_user == people["editor"]


class TestTheNetworkSite:
    """Where the operator works; no territory is in scope there."""

    @pytest.fixture
    def operator(self, browse: Browse, places: dict[str, Territory]) -> Client:
        """The operator on the network site."""
        return browse(None, make_operator())

    def test_its_pages_are_the_network_s_own(
        self, operator: Client, planted: dict[str, Any]
    ) -> None:
        home = Site.objects.get(hostname="kikalu.localhost").root_page
        assert operator.get(f"/admin/pages/{home.pk}/edit/").status_code == 200
        explorer = operator.get("/admin/pages/", follow=True)
        assert explorer.status_code == 200
        for body in (
            text_of(explorer),
            text_of(operator.get("/admin/choose-page/")),
            text_of(operator.get("/admin/pages/search/?q=brouillon")),
            text_of(operator.get("/admin/")),
        ):
            assert OURS not in body
            assert THEIRS not in body

    def test_the_operator_publishes_there_at_once(self, operator: Client) -> None:
        home = Site.objects.get(hostname="kikalu.localhost").root_page
        url = reverse("wagtailadmin_pages:edit", args=[home.pk])
        form = editor_fields(operator.get(url)) | {"title": "Kikalu neuf", "action-publish": "1"}
        operator.post(url, form)
        assert Page.objects.get(pk=home.pk).title == "Kikalu neuf"

    @pytest.mark.parametrize(
        "address",
        ["/admin/images/", "/admin/documents/", "/admin/thematiques/", "/admin/territoire/"],
    )
    def test_what_belongs_to_territories_is_not_there(
        self, operator: Client, planted: dict[str, Any], address: str
    ) -> None:
        assert operator.get(address).status_code == 404

    @pytest.mark.parametrize("address", ["/admin/users/", "/admin/sites/", "/admin/locales/"])
    def test_accounts_and_addresses_are(
        self, operator: Client, planted: dict[str, Any], address: str
    ) -> None:
        assert operator.get(address).status_code == 200

    def test_the_operator_opens_and_changes_an_account(self, operator: Client) -> None:
        answer = operator.post(
            "/admin/users/new/",
            {"email": "neuve@exemple.test", "name": "Neuve", "is_active": "on"},
        )
        person = get_user_model().objects.get(email="neuve@exemple.test")
        assert answer.status_code == 302
        assert not person.has_usable_password()
        assert not person.is_superuser
        operator.post(
            f"/admin/users/edit/{person.pk}/", {"email": "neuve@exemple.test", "name": "Changée"}
        )
        person.refresh_from_db()
        assert (person.name, person.is_active) == ("Changée", False)

    def test_no_list_of_groups_or_sites_grows_with_the_territories(
        self, operator: Client, b: Territory
    ) -> None:
        make_referent(b)
        body = text_of(operator.get("/admin/users/"))
        assert str(b.public_id) not in body
        assert operator.get(f"/admin/users/edit/{make_user().pk}/").status_code == 200


class TestTheTable:
    """The table of doors itself."""

    def names(self) -> set[str]:
        """Every named address of the admin."""

        def walk(resolver: Any, prefix: str = "", spaces: tuple[str, ...] = ()) -> Any:
            for pattern in resolver.url_patterns:
                path = prefix + str(pattern.pattern)
                if isinstance(pattern, URLPattern):
                    if path.startswith("admin/") and pattern.name:
                        yield ":".join((*spaces, pattern.name))
                else:
                    inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
                    yield from walk(pattern, path, inner)

        return set(walk(get_resolver("site_core.urls")))

    def test_every_door_leads_somewhere(self) -> None:
        network = {name for name, actors in doors.DOORS.items() if actors == {Actor.OPERATOR}}
        assert set(doors.DOORS) <= self.names() | network

    def test_a_name_is_declared_once(self) -> None:
        with pytest.raises(ValueError, match="twice"):
            doors.open_doors({"wagtailadmin_home": [Actor.EDITOR]})

    def test_what_nobody_listed_is_closed(self) -> None:
        assert not doors.is_open("some_new_screen", list(Actor))
