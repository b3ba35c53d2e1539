"""What staff do in Wagtail's admin enters the audit chain of the place it concerns."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Site

from site_core.kernel import audit, scoping, territories
from site_core.kernel.models import AuditLink, OperatorLink, Territory
from site_core.kernel.moderation import ensure_review_workflow
from tests.factories import (
    make_editor,
    make_image,
    make_member,
    make_operator,
    make_post,
    make_referent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def told(territory: Territory | None) -> list[tuple[str, str, str, str]]:
    """(action, who, target, why) of each link, in order."""
    with scoping.everywhere():
        rows = AuditLink.objects.filter(territory=territory) if territory else OperatorLink.objects
        links = list(rows.order_by("sequence").prefetch_related("parts"))
    found = []
    for link in links:
        parts = {part.name: json.loads(part.facts) for part in link.parts.all()}
        act = parts["act"]
        found.append(
            (
                link.action,
                parts.get("actor", {}).get("name", ""),
                act.get("target", {}).get("label", ""),
                act.get("why", ""),
            )
        )
    return found


@pytest.fixture
def rosa(a: Territory) -> Any:
    """A referent of our territory."""
    return make_referent(a, name="Rosa")


@pytest.fixture
def draft(a: Territory) -> Any:
    """A text of somebody who is not staff, not yet published."""
    return make_post(a, title="La fête des écoles", live=False, owner=make_member(a))


def test_publishing_and_withdrawing_a_page_are_recorded(
    a: Territory, b: Territory, rosa: Any, draft: Any
) -> None:
    ours, theirs = len(told(a)), told(b)
    with territories.enter(a):
        draft.save_revision(user=draft.owner).publish(user=rosa)
        draft.refresh_from_db()
        draft.unpublish(user=rosa)
    assert told(a)[ours:] == [
        ("wagtail.publish", "Rosa", "La fête des écoles", ""),
        ("wagtail.unpublish", "Rosa", "La fête des écoles", ""),
    ]
    assert told(b) == theirs


def test_a_saved_draft_is_not_recorded(a: Territory, rosa: Any, draft: Any) -> None:
    before = told(a)
    with territories.enter(a):
        draft.save_revision(user=rosa, log_action=True)
    assert told(a) == before


def test_deleting_a_page_is_recorded_with_its_name(a: Territory, rosa: Any, draft: Any) -> None:
    with territories.enter(a):
        draft.delete(user=rosa)
    assert told(a)[-1] == ("wagtail.delete", "Rosa", "La fête des écoles", "")


def test_what_a_member_does_with_their_own_text_is_not_recorded(a: Territory, draft: Any) -> None:
    before = told(a)
    with territories.enter(a):
        log(draft, "wagtail.unpublish", user=draft.owner)
    assert told(a) == before


def test_the_neighbours_staff_are_no_staff_here(a: Territory, b: Territory, draft: Any) -> None:
    before = told(a)
    with territories.enter(a):
        log(draft, "wagtail.unpublish", user=make_referent(b))
    assert told(a) == before


def test_sending_a_text_back_is_recorded_with_its_reason(
    a: Territory, rosa: Any, draft: Any
) -> None:
    author = make_editor(a, name="Édith")
    with territories.enter(a):
        draft.save_revision(user=author)
        state = ensure_review_workflow().start(draft, author)
        state.current_task_state.specific.reject(user=rosa, comment="Il manque la date.")
    acts = told(a)
    assert ("wagtail.workflow.start", "Édith", "La fête des écoles", "") in acts
    assert ("wagtail.workflow.reject", "Rosa", "La fête des écoles", "Il manque la date.") in acts


def test_locking_a_page_in_the_admin_is_recorded(
    a: Territory, rosa: Any, draft: Any, browse: Any
) -> None:
    answer = browse(a, rosa).post(f"/admin/pages/{draft.pk}/lock/")
    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.locked
    assert told(a)[-1][:3] == ("wagtail.lock", "Rosa", "La fête des écoles")


def test_an_act_in_the_admin_whose_record_fails_is_undone(
    a: Territory, rosa: Any, draft: Any, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_facts: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        browse(a, rosa).post(f"/admin/pages/{draft.pk}/lock/")
    draft.refresh_from_db()
    assert not draft.locked


def test_deleting_a_picture_is_recorded_in_its_territory(a: Territory, rosa: Any) -> None:
    picture = make_image(a, title="Le lavoir")
    with territories.enter(a):
        log(picture, "wagtail.delete", user=rosa, deleted=True)
    assert told(a)[-1] == ("wagtail.delete", "Rosa", "Le lavoir", "")


def test_a_publication_by_the_clock_is_recorded_without_a_person(a: Territory, draft: Any) -> None:
    with territories.enter(a):
        revision = draft.save_revision()
        revision.publish(log_action="wagtail.publish.scheduled")
    assert told(a)[-1] == ("wagtail.publish.scheduled", "", "La fête des écoles", "")


def test_pages_and_accounts_of_the_operator_enter_the_operators_chain(a: Territory) -> None:
    before, ours = len(told(None)), told(a)
    operator, person = make_operator(name="Olga"), make_member(a, name="Jeanne")
    home = Site.objects.get(hostname=settings.OPERATOR_HOST).root_page.specific
    home.save_revision(user=operator).publish(user=operator)
    log(person, "wagtail.edit", user=operator)
    log(operator, "wagtail.edit", user=operator)
    acts = told(None)[before:]
    assert acts == [
        ("wagtail.publish", "Olga", home.title, ""),
        ("wagtail.edit", "Olga", "Jeanne", ""),
    ]
    assert told(a) == ours


def test_an_act_that_is_undone_leaves_no_record(a: Territory, rosa: Any, draft: Any) -> None:
    before = told(a)
    with territories.enter(a), transaction.atomic():
        type(draft).objects.get(pk=draft.pk).delete(user=rosa)
        transaction.set_rollback(True)
    assert told(a) == before
    draft.refresh_from_db()
