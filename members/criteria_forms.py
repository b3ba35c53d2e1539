"""What people tick to say what they want to read: at the door, and later."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import registry
from site_core.kernel.models import District, Topic, Town
from site_core.kernel.models.topics import IN_LISTS
from site_core.kernel.points import parse_point

from .models import Door, Frequency, Membership

RADII = (1, 2, 5, 10, 20, 50)  # kilometres
OF_AGE = 15  # years: consent to the use of one's data (loi Informatique et Libertés, article 45)
LONGEST_WISH = 120
LONGEST_KEY = 18  # digits that any database takes as a number of a row
POINT = "point"


def kinds() -> list[tuple[str, Any]]:
    """The kinds of content that can be asked for."""
    return [(kind.name, kind.plural) for kind in registry.news]


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows of the territory, by their numbers."""

    def clean(self, value: Any) -> Any:
        """As Django's; a number that no database holds is no row."""
        if any(len(str(one)) > LONGEST_KEY for one in value or ()):
            raise ValidationError(_("One of these choices is not there any more. Choose again."))
        return super().clean(value)


class DistrictsField(RowsField):
    """Several districts of the territory."""

    def label_from_instance(self, obj: Any) -> str:
        """With its commune: two may have a « Centre »."""
        return f"{obj.name} ({obj.town.name})"


def ticked(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Boxes to tick, or none of them."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


def ticked_rows(
    label: Any, rows: Any, help_text: Any = "", kind: Any = RowsField
) -> forms.ModelMultipleChoiceField:
    """Boxes to tick, one a row of this territory."""
    return kind(
        rows,
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def chosen(label: Any, choices: type[Any], first: str) -> forms.ChoiceField:
    """One of a few; the first when nothing was sent."""
    return forms.ChoiceField(
        label=label,
        choices=choices.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=first,
    )


def frequency_field() -> forms.ChoiceField:
    """How often the letter of news leaves."""
    field = chosen(_("Receive these news by mail"), Frequency, Frequency.WEEKLY)
    field.help_text = _("A click in the letter stops it.")
    return field


def registration_fields() -> dict[str, forms.Field]:
    """What a person says they want when they join; everything may be left as it is."""
    return {
        **place_fields(),
        **topic_fields(),
        "frequency": frequency_field(),
        "door": chosen(_("I come in to…"), Door, Door.FOLLOW),
        "wish": forms.CharField(
            label=_("Name of the blog or of the group, if you have one"),
            help_text=_(
                "For now we keep your wish, and your local referent reads it: blogs and groups are "
                "opened with them."
            ),
            max_length=LONGEST_WISH,
            required=False,
        ),
        "under_15": forms.BooleanField(label=_("I am under 15"), required=False),
    }


def place_fields() -> dict[str, forms.Field]:
    """Where news may come from; no districts where the territory has none. Three queries."""
    towns = ticked_rows(_("Communes"), Town.objects.all(), _("Nothing ticked: all of them."))
    rows = District.objects.select_related("town")
    districts = ticked_rows(_("Districts"), rows, kind=DistrictsField)
    return {"towns": towns, "districts": districts} if rows.exists() else {"towns": towns}


def topic_fields() -> dict[str, forms.Field]:
    """What news may be about, and of which kinds."""
    topics = Topic.objects.order_by(*IN_LISTS)
    return {
        "topics": ticked_rows(_("Topics"), topics, _("Nothing ticked: all of them.")),
        "kinds": ticked(_("What I want to read"), kinds(), initial=[name for name, _k in kinds()]),
    }


class RegistrationMixin:
    """A form with `registration_fields`, and what is made of them."""

    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    @property
    def for_oneself(self) -> list[Any]:
        """The fields about the person and their account."""
        return self.present("name", "email", "checked_email", "password")

    @property
    def for_places(self) -> list[Any]:
        """The fields about where they live."""
        return self.present("towns", "districts")

    def present(self, *names: str) -> list[Any]:
        """Those of these fields that this form has."""
        return [self[name] for name in names if name in self.fields]  # type: ignore[index]

    def clean_under_15(self) -> bool:
        """The law asks for the consent of a parent too, which nobody can give in this form."""
        if self.cleaned_data["under_15"]:
            raise ValidationError(
                _(
                    "Before 15, the law asks for the consent of a parent too. Come and see your "
                    "local referent together: they register you in ten minutes. Everything can be "
                    "read without an account."
                ),
                code="under_15",
            )
        return False

    def criteria(self) -> dict[str, Any]:
        """What `services.ask_for` takes."""
        return asked(self.cleaned_data)

    def wish(self) -> dict[str, str]:
        """Which door somebody came in by, and the name they gave."""
        door = self.cleaned_data.get("door") or Door.FOLLOW
        return {"door": door, "wish": self.cleaned_data.get("wish", "")}


class LetterForm(forms.Form):
    """How often the letter of news leaves, when, and a pause of all mail."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "frequency": membership.frequency,
            "weekday": membership.digest_weekday,
            "hour": membership.digest_hour,
            "paused_until": membership.paused_until,
        }
        self.fields = {
            "frequency": frequency_field(),
            "weekday": forms.TypedChoiceField(
                label=_("Day of the weekly letter"), choices=list(WEEKDAYS.items()), coerce=int
            ),
            "hour": forms.TypedChoiceField(
                label=_("Hour"), choices=[(hour, f"{hour} h") for hour in range(24)], coerce=int
            ),
            "paused_until": forms.DateField(
                label=_("Pause until"),
                help_text=_(
                    "Before this day we send you no mail, but what your account must be told. Left "
                    "empty, there is no pause."
                ),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            ),
        }

    def clean_frequency(self) -> str:
        """Once a week when nothing was sent."""
        return str(self.cleaned_data["frequency"] or Frequency.WEEKLY)

    def plan(self) -> dict[str, Any]:
        """What `services.plan_letters` takes."""
        return {name: self.cleaned_data[name] for name in self.initial}


class CriteriaForm(forms.Form):
    """`/compte/criteres/`: all that one may ask for."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        placed = Town.objects.exclude(latitude=None).exclude(longitude=None)
        self.centres = {town.code: town for town in placed}
        super().__init__(*args, **kwargs)
        self.initial = stored(membership, self.centres)
        self.fields = {
            **place_fields(),
            "around": forms.ChoiceField(
                label=_("Around"),
                help_text=_("What was placed on the map at this distance or nearer."),
                choices=[
                    ("", _("nothing: no circle")),
                    *((town.code, town.name) for town in self.centres.values()),
                    (POINT, _("the point below")),
                ],
                required=False,
            ),
            "point": forms.CharField(
                label=_("A point of my own"),
                help_text=_("Its latitude and its longitude, as in 45.6189, 4.6712."),
                required=False,
            ),
            "radius": forms.TypedChoiceField(
                label=_("Distance"),
                choices=[(radius, f"{radius}\u00a0km") for radius in RADII],
                coerce=int,
                empty_value=None,
                required=False,
            ),
            **topic_fields(),
        }

    def clean_point(self) -> tuple[float, float] | None:
        """Degrees, or nothing."""
        try:
            latitude, longitude = parse_point(self.cleaned_data["point"])
        except ValueError as error:
            raise ValidationError(
                _("Write its latitude, then its longitude, as in 45.6189, 4.6712.")
            ) from error
        return None if latitude is None or longitude is None else (latitude, longitude)

    def clean(self) -> dict[str, Any]:
        """A circle has a middle and a distance."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("around"):
            return data
        if data["around"] == POINT and not data.get("point") and "point" not in self.errors:
            self.add_error("point", _("Write the point, or choose something else above."))
        if not data.get("radius") and "radius" not in self.errors:
            self.add_error("radius", _("Choose a distance."))
        return data

    def circle(self) -> tuple[float, float, int] | None:
        """What was chosen, in degrees and kilometres."""
        data = self.cleaned_data
        if not data["around"]:
            return None
        if data["around"] == POINT:
            return (*data["point"], data["radius"])
        centre = self.centres[data["around"]]
        return centre.latitude, centre.longitude, data["radius"]

    def criteria(self) -> dict[str, Any]:
        """What `services.ask_for` takes."""
        return {**asked(self.cleaned_data), "circle": self.circle(), "frequency": None}

    def matched(self) -> dict[str, Any]:
        """The same, as the matcher takes it."""
        chosen = self.criteria()
        rows = ("towns", "districts", "topics")
        keys = {name: frozenset(row.pk for row in chosen[name]) for name in rows}
        return {**keys, "kinds": frozenset(chosen["kinds"]), "circle": chosen["circle"]}


def asked(data: dict[str, Any]) -> dict[str, Any]:
    """What `services.ask_for` takes of a form; all kinds ticked is those to come too."""
    wanted = data.get("kinds", [])
    return {
        "towns": data.get("towns", ()),
        "districts": data.get("districts", ()),
        "topics": data.get("topics", ()),
        "kinds": [] if len(wanted) == len(kinds()) else wanted,
        "frequency": data.get("frequency") or Frequency.WEEKLY,
    }


def stored(membership: Membership, centres: dict[str, Any]) -> dict[str, Any]:
    """What a member asked for, as the form shows it."""
    middle = membership.circle and membership.circle[:2]
    codes = [code for code, town in centres.items() if (town.latitude, town.longitude) == middle]
    around = codes[0] if codes else POINT
    return {
        "towns": membership.towns.all(),
        "districts": membership.districts.all(),
        "topics": membership.topics.all(),
        "kinds": membership.kinds or [name for name, _label in kinds()],
        "around": around if middle else "",
        "point": "{:.5f}, {:.5f}".format(*middle) if middle and around == POINT else "",
        "radius": membership.radius,
    }
