"""A text is written, read by a referent of its own territory, then published or sent back."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from site_core.kernel import audit, moderation, policies, scoping, territories
from site_core.kernel.models import ReferentTask, Role, Territory
from site_core.kernel.models.moderation import AlreadyDecided
from tests.factories import make_editor, make_operator, make_referent, make_standard_page
from tests.screens import editor_fields

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
WORD = "Kermesse"


def draft(territory: Territory, owner: Any, title: str = WORD) -> Page:
    """A text that its author has not yet shown to anybody."""
    page = make_standard_page(territory, title=title, live=False, owner=owner)
    with territories.enter(territory):
        page.save_revision(user=owner)
    return page


def submitted(territory: Territory, owner: Any, title: str = WORD, by: Any = None) -> Page:
    """A text that waits for the referents."""
    page = draft(territory, owner, title)
    with territories.enter(territory):
        moderation.submit(page=page, actor=by or owner)
    return page


def step_of(page: Page) -> TaskState:
    """The open review step of a page."""
    return page.current_workflow_task_state


def action_url(page: Page, action: str) -> str:
    """Where a decision on a page is posted."""
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, step_of(page).pk])


def stored(page: Page) -> Page:
    """The page as the database has it."""
    return Page.objects.get(pk=page.pk)


def edit_form(client: Client, page: Page) -> dict[str, Any]:
    """The fields of the page's editor, as a browser would send them back."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return editor_fields(response)


class TestTheWholeWay:
    """From the editor's first word to the public address."""

    def test_an_editor_writes_a_page_in_the_browser_and_a_referent_publishes_it(
        self, a: Territory, browse: Browse
    ) -> None:
        editor, referent = make_editor(a, name="Zoé Rivoire"), make_referent(a)
        home = a.site.root_page
        writing = browse(a, editor)
        add = reverse("wagtailadmin_pages:add", args=["territory_pages", "standardpage", home.pk])
        form = editor_fields(writing.get(add))
        form |= {"title": WORD, "slug": "kermesse", "action-submit": "1"}
        assert writing.post(add, form).status_code == 302
        page = Page.objects.get(slug="kermesse")
        assert (page.live, page.owner) == (False, editor)
        assert browse(a).get("/kermesse/").status_code == 404

        reading = browse(a, referent)
        screen = reading.get("/admin/").content.decode()
        assert WORD in screen
        assert "Zoé Rivoire" in screen
        response = reading.post(action_url(page, "approve"), {"next": "/admin/"}, follow=True)
        assert response.redirect_chain == [("/admin/", 302)]
        assert stored(page).live
        assert WORD in browse(a).get("/kermesse/").content.decode()
        assert step_of(stored(page)) is None

    def test_a_text_sent_back_is_read_corrected_submitted_again_and_published(
        self, a: Territory, browse: Browse
    ) -> None:
        editor, referent = make_editor(a), make_referent(a)
        page = submitted(a, editor)
        reason = "Précisez la date et le lieu, s’il vous plaît."
        reading = browse(a, referent)
        reading.post(action_url(page, "reject"), {"comment": reason, "next": "/admin/"})
        assert not stored(page).live

        writing = browse(a, editor)
        assert reason in writing.get("/admin/").content.decode()
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        editing = writing.get(edit).content.decode()
        assert reason in editing
        assert editing.count('name="action-submit"') == 1
        assert "action-restart-workflow" not in editing
        form = edit_form(writing, page) | {"title": "Kermesse le 3 mai", "action-submit": "1"}
        writing.post(edit, form)
        assert reason not in writing.get("/admin/").content.decode()

        reading.post(action_url(stored(page), "approve"), {"next": "/admin/"})
        assert (stored(page).live, stored(page).title) == (True, "Kermesse le 3 mai")

    def test_a_decision_and_its_reason_are_in_the_territory_s_log(self, a: Territory) -> None:
        referent = make_referent(a)
        page = submitted(a, make_editor(a))
        with territories.enter(a):
            moderation.send_back(page=page, actor=referent, reason="La date manque.")
        with scoping.scope(a):
            link = audit.chain_of(a).links.filter(action="wagtail.workflow.reject").get()
            facts = "".join(part.facts for part in audit.chain_of(a).parts.filter(link=link))
        assert "La date manque." in facts
        assert referent.get_full_name() in facts


class TestReasons:
    """Nothing is sent back without a statement of reasons (DSA, article 17)."""

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_sending_back_without_a_reason_fails_in_the_service(
        self, a: Territory, reason: str
    ) -> None:
        page = submitted(a, make_editor(a))
        with territories.enter(a), pytest.raises(ValidationError):
            moderation.send_back(page=page, actor=make_referent(a), reason=reason)
        assert step_of(page).status == TaskState.STATUS_IN_PROGRESS

    def test_nor_can_wagtail_s_own_method_store_it(self, a: Territory) -> None:
        page = submitted(a, make_editor(a))
        with territories.enter(a), pytest.raises(ValidationError), transaction.atomic():
            step_of(page).reject(user=make_referent(a))
        assert step_of(page).status == TaskState.STATUS_IN_PROGRESS

    def test_the_home_screen_says_that_a_reason_is_missing(
        self, a: Territory, browse: Browse
    ) -> None:
        page = submitted(a, make_editor(a))
        client = browse(a, make_referent(a))
        answer = client.post(action_url(page, "reject"), {"comment": ""}, follow=True)
        assert "read your reason" in answer.content.decode() or "raison" in answer.content.decode()
        assert step_of(page).status == TaskState.STATUS_IN_PROGRESS

    def test_the_window_of_the_editor_says_it_too(self, a: Territory, browse: Browse) -> None:
        page = submitted(a, make_editor(a))
        client = browse(a, make_referent(a))
        url = reverse(
            "wagtailadmin_pages:collect_workflow_action_data",
            args=[page.pk, "reject", step_of(page).pk],
        )
        asked = client.post(url, {"comment": " "}, headers={"x-requested-with": "XMLHttpRequest"})
        assert "cleaned_data" not in asked.json()
        assert "error" in asked.json()["html"]

    @pytest.mark.parametrize("data", ["", "{}", '{"comment": ""}', "[]", "nonsense", '{"x": 1}'])
    def test_a_form_made_by_hand_changes_nothing(
        self, a: Territory, browse: Browse, data: str
    ) -> None:
        page = submitted(a, make_editor(a))
        client = browse(a, make_referent(a))
        form = edit_form(client, page) | {
            "title": "Tout autre chose",
            "action-workflow-action": "true",
            "workflow-action-name": "reject",
            "workflow-action-extra-data": data,
        }
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        assert answer.status_code == 200
        assert "Tout autre chose" in answer.content.decode()
        assert step_of(page).status == TaskState.STATUS_IN_PROGRESS
        assert stored(page).title == WORD


class TestAuthors:
    """Whoever wrote or submitted a text does not publish it, whatever the way."""

    @pytest.fixture(params=["referent", "operator"])
    def author(self, request: pytest.FixtureRequest, a: Territory) -> Any:
        """Somebody who publishes the texts of others."""
        return make_referent(a) if request.param == "referent" else make_operator()

    @pytest.fixture
    def client(self, a: Territory, author: Any, browse: Browse) -> Client:
        """Their browser."""
        return browse(a, author)

    def test_the_same_person_publishes_the_text_of_another(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = draft(a, make_editor(a))
        form = edit_form(client, page) | {"action-publish": "1"}
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        assert stored(page).live

    def test_not_by_the_publish_button_nor_a_form_made_by_hand(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = draft(a, author)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert 'name="action-publish"' not in client.get(edit).content.decode()
        client.post(edit, edit_form(client, page) | {"action-publish": "1"})
        assert not stored(page).live

    def test_not_when_creating_the_page(self, a: Territory, author: Any, client: Client) -> None:
        home = a.site.root_page
        add = reverse("wagtailadmin_pages:add", args=["territory_pages", "standardpage", home.pk])
        form = editor_fields(client.get(add))
        form |= {"title": WORD, "slug": "kermesse", "action-publish": "1"}
        client.post(add, form)
        assert not Page.objects.get(slug="kermesse").live

    def test_not_several_at_once(self, a: Territory, author: Any, client: Client) -> None:
        own, other = draft(a, author), draft(a, make_editor(a), "Fanfare")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{url}?id={own.pk}&id={other.pk}")
        assert (stored(own).live, stored(other).live) == (False, True)

    def test_not_as_a_page_below_somebody_else_s(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        above = draft(a, make_editor(a))
        with territories.enter(a):
            below = type(above)(title="Dessous", slug="dessous", live=False, owner=author)
            above.add_child(instance=below)
            below.save_revision(user=author)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{url}?id={above.pk}", {"include_descendants": "on"})
        assert (stored(above).live, stored(below).live) == (True, False)

    def test_not_by_copying_it(self, a: Territory, author: Any, client: Client) -> None:
        page = make_standard_page(a, title=WORD, owner=make_editor(a))
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        form = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": a.site.root_page_id}
        client.post(url, {**form, "publish_copies": "on"})
        assert not Page.objects.filter(slug="copie", live=True).exists()
        client.post(url, form)
        copy = Page.objects.get(slug="copie")
        assert (copy.live, copy.owner) == (False, author)
        client.post(
            reverse("wagtailadmin_pages:edit", args=[copy.pk]),
            edit_form(client, copy) | {"action-publish": "1"},
        )
        assert not stored(copy).live

    def test_not_as_an_alias(self, a: Territory, author: Any, client: Client) -> None:
        page = make_standard_page(a, title=WORD, owner=make_editor(a))
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        form = {"new_title": "Double", "new_slug": "double", "alias": "on"}
        client.post(url, {**form, "new_parent_page": a.site.root_page_id})
        assert not Page.objects.filter(alias_of=page).exists()

    def test_not_by_changing_the_page_once_it_is_live(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = submitted(a, author)
        with territories.enter(a):
            moderation.approve(page=page, actor=make_referent(a))
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = edit_form(client, stored(page)) | {"title": "Autre chose", "action-publish": "1"}
        client.post(edit, form)
        assert stored(page).title == WORD
        assert stored(page).has_unpublished_changes

    def test_not_by_going_back_to_an_older_version(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = submitted(a, author)
        with territories.enter(a):
            moderation.approve(page=page, actor=make_referent(a))
            older = page.get_latest_revision()
            page = page.specific
            page.title = "Plus tard"
            page.save_revision(user=author)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
        form = editor_fields(client.get(revert))
        client.post(revert, form | {"title": "Détourné", "action-publish": "1"})
        assert stored(page).title == WORD
        client.post(edit, form | {"title": "Détourné", "action-publish": "1"})
        assert stored(page).title == WORD

    def test_not_by_planning_it(self, a: Territory, author: Any, client: Client) -> None:
        page = draft(a, author)
        form = edit_form(client, page) | {
            "go_live_at": "2030-01-01 10:00",
            "action-publish": "1",
        }
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        assert stored(page).scheduled_revision is None
        assert not stored(page).revisions.filter(approved_go_live_at__isnull=False).exists()

    def test_not_by_approving_it_by_hand(self, a: Territory, author: Any, client: Client) -> None:
        page = submitted(a, author)
        client.post(action_url(page, "approve"))
        assert not stored(page).live
        assert step_of(page).status == TaskState.STATUS_IN_PROGRESS

    def test_not_through_the_address_of_another_text(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        own, other = submitted(a, author), submitted(a, make_editor(a), "Fanfare")
        url = reverse(
            "wagtailadmin_pages:workflow_action", args=[other.pk, "approve", step_of(own).pk]
        )
        assert client.post(url).status_code == 404
        assert (stored(own).live, stored(other).live) == (False, False)

    def test_not_by_submitting_somebody_else_s_text(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = submitted(a, make_editor(a), by=author)
        client.post(action_url(page, "approve"))
        assert not stored(page).live

    def test_not_by_having_somebody_submit_one_s_own(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = submitted(a, author, by=make_editor(a))
        client.post(action_url(page, "approve"))
        assert not stored(page).live

    def test_not_through_the_admin_s_interface_for_programs(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = draft(a, author)
        for action in ("publish", "copy", "create_alias", "revert_to_page_revision"):
            url = f"/admin/api/main/pages/{page.pk}/action/{action}/"
            assert client.post(url, {"slug": "x"}).status_code == 404
        assert not stored(page).live
        assert Page.objects.filter(title=WORD).count() == 1

    def test_not_by_moving_it(self, a: Territory, author: Any, client: Client) -> None:
        page, target = draft(a, author), make_standard_page(a, title="Ailleurs")
        url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        client.post(url)
        assert not stored(page).live

    def test_not_by_changing_the_text_while_another_reads_it(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = submitted(a, author)
        before = page.get_latest_revision().pk
        form = edit_form(client, page) | {"title": "Autre chose"}
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        assert stored(page).get_latest_revision().pk == before

    def test_not_in_the_service(self, a: Territory, author: Any) -> None:
        page = submitted(a, author)
        with territories.enter(a), pytest.raises(PermissionDenied):
            moderation.approve(page=page, actor=author)
        assert not stored(page).live

    def test_not_by_wagtail_s_own_method(self, a: Territory, author: Any) -> None:
        page = submitted(a, author)
        with territories.enter(a), pytest.raises(PermissionDenied), transaction.atomic():
            step_of(page).approve(user=author)
        assert not stored(page).live

    def test_another_referent_publishes_it(self, a: Territory, author: Any) -> None:
        page = submitted(a, author)
        with territories.enter(a):
            moderation.approve(page=page, actor=make_referent(a))
        assert stored(page).live

    def test_they_may_take_it_back_and_go_on_writing(
        self, a: Territory, author: Any, client: Client
    ) -> None:
        page = submitted(a, author)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.post(edit, edit_form(client, page) | {"action-cancel-workflow": "1"})
        assert step_of(stored(page)) is None
        client.post(edit, edit_form(client, page) | {"title": "Mieux dit"})
        assert stored(page).get_latest_revision_as_object().title == "Mieux dit"


class TestTerritories:
    """Review never leaves the territory of the text."""

    def test_the_neighbour_s_referent_sees_nothing_and_can_do_nothing(
        self, a: Territory, b: Territory, browse: Browse
    ) -> None:
        page = submitted(a, make_editor(a))
        neighbour = make_referent(b)
        client = browse(b, neighbour)
        assert WORD not in client.get("/admin/").content.decode()
        for url in (
            action_url(page, "approve"),
            action_url(page, "reject"),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ):
            assert client.get(url).status_code == 404
            assert client.post(url, {"comment": "Non"}).status_code == 404
        assert browse(a, neighbour).get("/admin/").status_code == 403
        with territories.enter(a), pytest.raises(PermissionDenied):
            moderation.approve(page=page, actor=neighbour)
        assert step_of(page).status == TaskState.STATUS_IN_PROGRESS

    def test_only_the_territory_s_referents_get_a_mail_on_its_host(
        self, a: Territory, b: Territory
    ) -> None:
        here, there = make_referent(a), make_referent(b)
        operator, editor = make_operator(), make_editor(a)
        page = submitted(a, editor)
        assert [message.to for message in mail.outbox] == [[here.email]]
        text = mail.outbox[0].body
        assert f"http://a.localhost:8000/admin/pages/{page.pk}/edit/" in text
        assert WORD in text
        assert mail.outbox[0].from_email.startswith('"Pays Mornantais"')
        assert {there.email, operator.email}.isdisjoint(mail.outbox[0].recipients())

    def test_an_author_who_is_referent_is_not_asked_to_read_their_own_text(
        self, a: Territory
    ) -> None:
        author, other = make_referent(a), make_referent(a)
        submitted(a, author)
        assert [message.to for message in mail.outbox] == [[other.email]]

    def test_a_dismissed_referent_hears_nothing_more(self, a: Territory) -> None:
        former = make_referent(a)
        territories.dismiss(territory=a, user=former, role=Role.REFERENT)
        submitted(a, make_editor(a))
        assert mail.outbox == []

    def test_the_author_hears_of_each_decision_with_its_reason(self, a: Territory) -> None:
        editor, referent = make_editor(a), make_referent(a)
        page = submitted(a, editor)
        mail.outbox.clear()
        with territories.enter(a):
            moderation.send_back(page=page, actor=referent, reason="La date manque.")
            assert [message.to for message in mail.outbox] == [[editor.email]]
            assert "La date manque." in mail.outbox[0].body
            assert "http://a.localhost:8000/admin/" in mail.outbox[0].body
            mail.outbox.clear()
            moderation.submit(page=stored(page), actor=editor)
            mail.outbox.clear()
            moderation.approve(page=stored(page), actor=referent)
        assert [message.to for message in mail.outbox] == [[editor.email]]
        assert "http://a.localhost:8000/" in mail.outbox[0].body
        assert "/admin/" not in mail.outbox[0].body

    def test_a_referent_of_two_sees_both_and_acts_only_on_this_host(
        self, a: Territory, b: Territory, c: Territory, browse: Browse
    ) -> None:
        both = make_referent(a, c)
        here = submitted(a, make_editor(a), "Texte d’ici")
        there = submitted(c, make_editor(c), "Texte de là-bas")
        foreign = submitted(b, make_editor(b), "Texte d’ailleurs")
        client = browse(a, both)
        screen = client.get("/admin/").content.decode()
        assert "Texte d’ici" in screen
        assert "Texte de là-bas" in screen
        assert c.name in screen
        assert "Texte d’ailleurs" not in screen
        assert action_url(here, "approve") in screen
        assert action_url(there, "approve") not in screen
        assert client.post(action_url(there, "approve")).status_code == 404
        assert client.post(action_url(foreign, "approve")).status_code == 404
        url = reverse(
            "wagtailadmin_pages:workflow_action", args=[here.pk, "approve", step_of(there).pk]
        )
        assert client.post(url).status_code == 404
        assert [stored(page).live for page in (here, there, foreign)] == [False] * 3

    def test_the_list_and_the_question_agree(
        self, a: Territory, b: Territory, c: Territory
    ) -> None:
        both, operator = make_referent(a, c), make_operator()
        people = [both, operator, make_referent(b), make_editor(a)]
        pages = [
            submitted(a, make_editor(a), "Un"),
            submitted(a, both, "Deux"),
            submitted(a, make_editor(a), "Trois", by=both),
            submitted(c, make_editor(c), "Quatre"),
            submitted(b, make_editor(b), "Cinq"),
            submitted(a, operator, "Six"),
        ]
        for person in people:
            for place in (a, b, c):
                with territories.enter(place):
                    task = moderation.review_step()
                    listed = {
                        int(step.workflow_state.object_id)
                        for step in task.get_task_states_user_can_moderate(person)
                    }
                    asked = {
                        page.pk
                        for page in pages
                        if place.holds(page) and task.get_actions(page, person)
                    }
                assert listed == asked

    def test_the_home_screen_costs_the_same_with_one_text_and_with_five(
        self, a: Territory, c: Territory, browse: Browse, django_assert_max_num_queries: Any
    ) -> None:
        editor, both = make_editor(a), make_referent(a, c)
        client = browse(a, both)
        submitted(a, editor, "Texte 0")
        client.get("/admin/")
        with django_assert_max_num_queries(100) as one:
            client.get("/admin/")
        for number in range(1, 5):
            submitted(a, editor, f"Texte {number}")
        with django_assert_max_num_queries(100) as five:
            client.get("/admin/")
        assert len(five.captured_queries) == len(one.captured_queries)


class TestDecisions:
    """A decision is taken once, on the text that was read."""

    def test_a_second_decision_is_refused_with_a_sentence(
        self, a: Territory, browse: Browse
    ) -> None:
        page = submitted(a, make_editor(a))
        late = action_url(page, "reject")
        step = step_of(page)
        with territories.enter(a):
            moderation.approve(page=page, actor=make_referent(a))
            with pytest.raises(AlreadyDecided):
                moderation.send_back(page=stored(page), actor=make_referent(a), reason="Trop tard")
            with pytest.raises(AlreadyDecided):
                step.task.specific.on_action(step, make_referent(a), "reject", comment="Trop tard")
        answer = browse(a, make_referent(a)).post(late, {"comment": "Trop tard"}, follow=True)
        assert answer.status_code == 200
        assert stored(page).live

    def test_a_text_that_changed_meanwhile_is_not_published_unread(
        self, a: Territory, browse: Browse
    ) -> None:
        page = submitted(a, make_editor(a))
        first, second = make_referent(a), make_referent(a)
        shown = page.latest_revision_id
        with territories.enter(a):
            corrected = stored(page).specific
            corrected.title = "Corrigé"
            corrected.save_revision(user=second)
        client = browse(a, first)
        client.post(action_url(page, "approve"), {"revision": shown, "next": "/admin/"})
        assert not stored(page).live
        fresh = stored(page).latest_revision_id
        client.post(action_url(page, "approve"), {"revision": fresh, "next": "/admin/"})
        assert (stored(page).live, stored(page).title) == (True, "Corrigé")

    def test_a_reviewer_may_correct_what_they_read_and_approve_it(
        self, a: Territory, browse: Browse
    ) -> None:
        page = submitted(a, make_editor(a))
        client = browse(a, make_referent(a))
        form = edit_form(client, page) | {
            "title": "Kermesse corrigée",
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
        }
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        assert (stored(page).live, stored(page).title) == (True, "Kermesse corrigée")

    def test_a_lock_left_by_the_author_does_not_keep_reviewers_out(self, a: Territory) -> None:
        editor = make_editor(a)
        page = draft(a, editor)
        Page.objects.filter(pk=page.pk).update(locked=True, locked_by=editor)
        with territories.enter(a):
            moderation.submit(page=stored(page), actor=editor)
        assert not stored(page).locked

    def test_submitting_twice_is_refused(self, a: Territory) -> None:
        editor = make_editor(a)
        page = submitted(a, editor)
        with territories.enter(a), pytest.raises(ValidationError):
            moderation.submit(page=stored(page), actor=editor)
        assert WorkflowState.objects.for_instance(page).count() == 1

    def test_a_decision_needs_a_person(self, a: Territory) -> None:
        page = submitted(a, make_editor(a))
        with territories.enter(a), pytest.raises(PermissionDenied), transaction.atomic():
            step_of(page).approve()
        assert not stored(page).live


class TestTheOneWorkflow:
    """One workflow for all territories."""

    def test_it_is_made_once_however_often_it_is_asked_for(
        self, places: dict[str, Territory]
    ) -> None:
        moderation.ensure_review_workflow()
        assert Workflow.objects.count() == 1
        assert ReferentTask.objects.count() == 1
        assert WorkflowPage.objects.get().page.depth == 1

    def test_wagtail_s_first_workflow_and_its_groups_are_gone(
        self, places: dict[str, Territory]
    ) -> None:
        root = Page.objects.get(depth=1)
        group = Group.objects.create(name="Moderators")
        GroupPagePermission.objects.create(
            group=group, page=root, permission=Permission.objects.get(codename="publish_page")
        )
        shared = GroupApprovalTask.objects.create(name="Moderators approval")
        shared.groups.add(group)
        WorkflowPage.objects.all().delete()
        stock = Workflow.objects.create(name="Moderators approval")
        WorkflowTask.objects.create(workflow=stock, task=shared)
        WorkflowPage.objects.create(page=root, workflow=stock)
        made = moderation.ensure_review_workflow()
        assert WorkflowPage.objects.get().workflow == made
        assert not Workflow.objects.filter(pk=stock.pk).exists()
        assert not GroupApprovalTask.objects.exists()
        assert not Group.objects.filter(page_permissions__page=root).exists()

    def test_no_group_is_named_in_it(self, places: dict[str, Territory]) -> None:
        assert not hasattr(ReferentTask.objects.get(), "groups")

    def test_people_who_hold_nothing_here_may_review_nothing(
        self, a: Territory, b: Territory
    ) -> None:
        page = submitted(a, make_editor(a))
        with territories.enter(a):
            assert not policies.may_review(make_referent(b), page)
            assert not policies.may_review(make_editor(a), page)
            assert policies.may_review(make_referent(a), page)


def both(*calls: Callable[[], Any]) -> list[str]:
    """Run these at the same moment; the names of the errors they raised."""
    together, errors = Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        together.wait()
        try:
            call()
        except (ValidationError, PermissionDenied) as error:
            errors.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
class TestAtTheSameMoment:
    """What two people or two processes do at once happens once."""

    def test_two_first_openings_make_one_workflow(self, places: dict[str, Territory]) -> None:
        WorkflowPage.objects.all().delete()
        Workflow.objects.all().delete()
        ReferentTask.objects.all().delete()
        both(moderation.ensure_review_workflow, moderation.ensure_review_workflow)
        assert (Workflow.objects.count(), WorkflowPage.objects.count()) == (1, 1)

    def test_two_referents_who_disagree_take_one_decision(self, a: Territory) -> None:
        page = submitted(a, make_editor(a))
        first, second = make_referent(a), make_referent(a)

        def approve() -> None:
            with territories.enter(a):
                moderation.approve(page=stored(page), actor=first)

        def refuse() -> None:
            with territories.enter(a):
                moderation.send_back(page=stored(page), actor=second, reason="La date manque.")

        assert both(approve, refuse) == ["AlreadyDecided"]
        state = WorkflowState.objects.for_instance(page).get()
        assert (state.status == WorkflowState.STATUS_APPROVED) == stored(page).live
        assert state.task_states.count() == 1
