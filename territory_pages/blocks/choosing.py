"""Choosing among the rows of the territory in scope, and no others."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LONGEST = 18  # digits of the largest key


class RowBlock(blocks.ChooserBlock):
    """One row of a scoped model in a plain list of choices.

    The choices are read whenever a form is drawn: the default manager keeps to the territory.
    """

    widget = forms.Select()
    NO_CHOICE: ClassVar[dict[str, Any]] = {
        "kernel.Topic": _("All topics"),
        "kernel.Town": _("All communes"),
    }

    def __init__(self, target: str, **kwargs: Any) -> None:
        self.target_model = target
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> Any:
        """As Wagtail's; choosing nothing is said in words."""
        field = super().field
        field.empty_label = self.NO_CHOICE[self.target_model]
        return field

    def get_form_state(self, value: Any) -> Any:
        """What the script of a list of choices reads: the texts of those that are chosen."""
        return [str(value.pk) if value else ""]

    def value_from_form(self, value: Any) -> Any:
        """The row that was chosen, None for none."""
        return super().value_from_form(key_of(value))


class OwnPageBlock(blocks.PageChooserBlock):
    """A page of the territory in scope; another territory's does not exist here.

    Wagtail's block takes the number of any page there is, and would show its title in the form.
    """

    def rows(self, keys: Iterable[Any]) -> Any:
        """The pages in scope with these keys, loaded with what a card shows."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """The page, or None."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The pages in the same order, None for those that are not here."""
        keys = list(values)
        found = {row.pk: row for row in self.rows({key for key in keys if key is not None})}
        return [found.get(key) for key in keys]

    def value_from_form(self, value: Any) -> Any:
        """The page that was chosen, or None."""
        return self.to_python(key_of(value))


def key_of(value: Any) -> int | None:
    """The key that a form sent, or that of a row; None for no number."""
    text = str(getattr(value, "pk", value))
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
