"""Nothing that leads to a person is forgotten: a new column is declared, or this fails."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from members.models import Membership
from site_core.kernel.personal_data import HOLDINGS

PEOPLE = (get_user_model(), Membership)
PERSONAL = (models.EmailField, models.GenericIPAddressField)
# Columns of these types that are about no account, each with its reason.
NOT_ABOUT_A_PERSON = {
    "kernel.Territory.contact_email": "an office",
    "django_comments.Comment.user_email": "left empty: members only; emptied with the comment",
    "django_comments.Comment.ip_address": "left empty: see the records kept for the judge",
}


def leads_to_a_person(column):
    if column.is_relation:
        return column.related_model in PEOPLE
    return isinstance(column, PERSONAL)


def columns():
    """Each column of each table, the links of many to many among them."""
    for model in apps.get_models(include_auto_created=True):
        own = model._meta.auto_created in PEOPLE if model._meta.auto_created else False
        for column in model._meta.local_fields:
            if not own and leads_to_a_person(column):
                yield f"{model._meta.label}.{column.name}"


DECLARED = {link for holding in HOLDINGS.values() for link in holding.links}


@pytest.mark.parametrize("column", sorted(columns()))
def test_each_column_that_leads_to_a_person_is_declared(column):
    assert column in DECLARED or column in NOT_ABOUT_A_PERSON, (
        f"{column} holds something about people: say in a Holding what it is for, for how long, "
        "how it is handed over and how it is erased."
    )


@pytest.mark.parametrize("link", sorted(DECLARED))
def test_what_is_declared_is_there(link):
    label, _dot, column = link.rpartition(".")
    assert apps.get_model(label)._meta.get_field(column)


def test_each_holding_says_what_it_is_for_and_for_how_long():
    for holding in HOLDINGS.values():
        assert str(holding.label), holding.name
        assert str(holding.purpose), holding.name
        assert str(holding.basis), holding.name
        assert str(holding.kept), holding.name
