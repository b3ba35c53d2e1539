"""What the page editor's forms ask beyond Wagtail's."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from .alphabet import Alphabetical
from .geography.names import LIGATURES
from .models.territory import District, Town
from .models.topics import IN_LISTS
from .plain_text import refuse_unreadable
from .points import kilometres, parse_point

FARTHEST, FARTHEST_OVERSEAS = 100, 500  # kilometres
OVERSEAS = ("97", "98")


class TerritoryPageForm(WagtailAdminPageForm):
    """A page whose address is checked against its parent's before it stands under it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A page that is previewed before it is saved has no language yet.
        spell_out_ligatures(self.fields.get("slug"), getattr(self.instance, "locale", None))
        if topics := self.fields.get("topics"):
            topics.queryset = topics.queryset.order_by(*IN_LISTS)

    def clean(self) -> dict[str, Any]:
        """Refuse a reserved address for a new page; the page itself checks when it is edited.

        Refuse, beside their field, words that hold a character which nobody sees.
        """
        cleaned: dict[str, Any] = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and isinstance(cleaned.get(name), str):
                try:
                    refuse_unreadable(cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)
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
        self.fields["new_title"].validators.append(refuse_unreadable)
        spell_out_ligatures(self.fields["new_slug"], self.page.locale)

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


def spell_out_ligatures(field: forms.Field | None, locale: Any) -> None:
    """Teach Wagtail's script to write « œ » and « æ » in two letters; it would drop them."""
    if field is not None:
        known = field.widget.attrs
        field.widget = SlugInput(known, locale=locale, formatters=list(LIGATURES.items()))


class DistrictsByTown(ModelChoiceIterator):  # type: ignore[type-arg]
    """The districts under the names of their communes; one query."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rows = self.queryset.select_related("town").order_by(
            Alphabetical("town__name"), Alphabetical("name")
        )
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
        label=gettext_lazy("District"),
        help_text=gettext_lazy("Choosing a district is enough: its commune follows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = District.objects.all()

    def clean(self) -> dict[str, Any]:
        """Refuse a point that was set far away from every commune of the territory."""
        cleaned: dict[str, Any] = super().clean()
        if "point" in self.changed_data and (sentence := far_away(cleaned.get("point") or "")):
            self.add_error("point", sentence)
        return cleaned


def far_away(point: str) -> str:
    """Why a point cannot be in the territory in scope, in a sentence; empty when it may.

    A hundred kilometres from the nearest commune leave room for the widest ones of the mainland
    and for what neighbours hold; overseas, where communes are archipelagos and forests, it is five
    hundred. Communes without coordinates do not count; without any, every point is accepted.
    """
    try:
        latitude, longitude = parse_point(point)
    except ValueError:
        return ""
    towns = list(
        Town.objects.exclude(latitude=None)
        .exclude(longitude=None)
        .values_list("latitude", "longitude", "department", "name")
    )
    if latitude is None or longitude is None or not towns:
        return ""
    here = (latitude, longitude)
    distance, department, name = min(
        (kilometres(here, (north, east)), department, name)
        for north, east, department, name in towns
    )
    most = FARTHEST_OVERSEAS if department.startswith(OVERSEAS) else FARTHEST
    if distance <= most:
        return ""
    return _(
        "This point is %(distance)d km from %(town)s, the nearest commune of the territory. Move "
        "it, or empty the field: latitude comes first, then longitude."
    ) % {"distance": round(distance), "town": name}
