"""Who somebody is, and what that lets them do."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Site

from site_core.kernel import policies, scoping, territories
from site_core.kernel.models import Territory
from tests.factories import make_editor, make_operator, make_post, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_visitor_and_a_closed_account_hold_no_role(a: Territory) -> None:
    referent = make_referent(a)
    assert policies.roles_of(referent, a) == {"referent"}
    referent = make_referent(a, is_active=False)
    assert policies.roles_of(referent, a) == frozenset()
    assert policies.roles_of(AnonymousUser(), a) == frozenset()


def test_a_referent_publishes_the_text_of_somebody_else_and_never_their_own(a: Territory) -> None:
    referent, other = make_referent(a), make_referent(a)
    page = make_post(a, owner=make_editor(a))
    own = make_post(a, owner=referent)
    with territories.enter(a):
        assert page.permissions_for_user(referent).can_publish()
        assert not page.permissions_for_user(page.owner).can_publish()
        assert not own.permissions_for_user(referent).can_publish()
        assert own.permissions_for_user(other).can_publish()


def test_the_operator_publishes_on_the_network_site_where_nobody_reviews(a: Territory) -> None:
    home = Site.objects.get(hostname=settings.OPERATOR_HOST).root_page.specific
    with scoping.closed():
        assert home.permissions_for_user(make_operator()).can_publish()
        assert not home.permissions_for_user(make_referent(a)).can_publish()
