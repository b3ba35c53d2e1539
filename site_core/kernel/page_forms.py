"""What the page editor's forms ask beyond Wagtail's."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from .models.territory import District


class TerritoryPageForm(WagtailAdminPageForm):
    """A page whose address is checked against its parent's before it stands under it."""

    def clean(self) -> dict[str, Any]:
        """Refuse a reserved address for a new page; the page itself checks when it is edited."""
        cleaned: dict[str, Any] = super().clean()
        new_slug = cleaned.get("slug") if self.instance._state.adding else None
        if new_slug and (refusal := self.instance.slug_refusal(new_slug, self.parent_page)):
            self.add_error("slug", refusal)
        return cleaned


class TerritoryCopyForm(CopyForm):
    """A copy needs a free address too, and a title that a page can hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in (("new_title", "title"), ("new_slug", "slug")):
            longest = self.page._meta.get_field(column).max_length
            self.fields[name].validators.append(MaxLengthValidator(longest))
            self.fields[name].widget.attrs["maxlength"] = longest

    def clean(self) -> dict[str, Any]:
        """As Wagtail's, and the new address is free for a page."""
        self.cleaned_data.setdefault("new_parent_page", None)
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if slug := cleaned.get("new_slug"):
            copy = self.page.specific_class(slug=slug)
            if refusal := copy.slug_refusal(slug, parent):
                self.add_error("new_slug", refusal)
        return cleaned


class DistrictsByTown(ModelChoiceIterator):  # type: ignore[type-arg]
    """The districts under the names of their communes; one query."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rows = self.queryset.select_related("town").order_by("town__name", "name")
        for town, districts in groupby(rows, key=lambda district: district.town.name):
            yield (town, [self.choice(district) for district in districts])


class DistrictField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One district of the territory in scope."""

    iterator = DistrictsByTown


class LocatedPageForm(TerritoryPageForm):
    """The form of a page about a place."""

    district = DistrictField(
        queryset=None,
        required=False,
        label=_("District"),
        help_text=_("Choosing a district is enough: its commune follows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = District.objects.all()
