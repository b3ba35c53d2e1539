"""The people registered in a territory, as its referents see them: no address is shown."""

from collections.abc import Iterable
from typing import Any

import django_filters
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.models import InspectView

from site_core.kernel import territories
from site_core.kernel.admin.viewsets import ListViewSet

from . import services
from .admin_forms import CapacityForm, WritingForm
from .authors import Voice
from .models import Capacity, Door, MemberCapacity, Membership
from .policies import why_not_write_to

HELD = MemberCapacity.objects.filter(ended_at=None).select_related("group").order_by("since", "pk")

PROVED = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)


def capacities_of(membership: Membership) -> str:
    """What somebody is besides an inhabitant, in words."""
    return ", ".join(label(row) for row in membership.held)  # type: ignore[attr-defined]


def label(capacity: MemberCapacity) -> str:
    """A capacity as those who choose it read it."""
    return Voice("", capacity.kind, capacity.shown_title).label


def wish_of(membership: Membership) -> str:
    """What somebody wished to open when they came in; empty for who only follows."""
    if membership.door == Door.FOLLOW:
        return membership.wish
    door = membership.get_door_display()
    return f"{door} – {membership.wish}" if membership.wish else door


def address_of(membership: Membership) -> str:
    """What is to be known of somebody's address, in words: that nobody confirmed it."""
    return "" if membership.is_proved else _("address not confirmed")  # type: ignore[attr-defined]


class MembershipFilterSet(WagtailFilterSet):
    """By what they came in for, by what they are, and by what they proved."""

    door = django_filters.ChoiceFilter(choices=Door, label=gettext_lazy("Came in to"))
    capacity = django_filters.ChoiceFilter(
        choices=Capacity, label=gettext_lazy("Capacity"), method="holding"
    )
    address = django_filters.ChoiceFilter(
        choices=[
            (True, gettext_lazy("address confirmed")),
            (False, gettext_lazy("address not confirmed")),
        ],
        label=gettext_lazy("Address"),
        field_name="is_proved",
    )

    class Meta:
        model = Membership
        fields = ("door",)

    def holding(self, rows: Any, _name: str, kind: str) -> Any:
        """Who holds this capacity today."""
        held = MemberCapacity.objects.filter(ended_at=None, kind=kind)
        return rows.filter(pk__in=held.values("membership"))


class PersonView(InspectView):
    """One person: what they wished, a mail to them, and in whose name they write."""

    any_permission_required = ["change"]
    template_name = "screens/members/admin_person.html"

    def get_object(self, queryset: Any = None) -> Membership:
        """A member of the territory in scope, else 404."""
        rows = Membership.objects.select_related("user", "territory")
        rows = rows.annotate(is_proved=Exists(PROVED))
        found: Membership = get_object_or_404(rows, pk=self.pk)
        return found

    def get_page_title(self) -> str:
        """The name they show."""
        return str(self.object)

    def get_page_subtitle(self) -> str:
        """Nothing more."""
        return ""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """No other screen is about them."""
        return []

    def get_fields(self) -> list[str]:
        """None: the template says them."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What they hold, what they held, and the forms to write to them and to give more."""
        rows = MemberCapacity.objects.filter(membership=self.object)
        rows = rows.select_related("group", "given_by").order_by("-since", "-pk")
        known = [{"row": row, "label": label(row)} for row in rows]
        kwargs.setdefault("form", CapacityForm(territory=territories.here()))
        kwargs.setdefault("writing", WritingForm())
        return super().get_context_data(
            membership=self.object,
            wish=wish_of(self.object),
            address=address_of(self.object),
            unreachable=why_not_write_to(self.object),
            held=[one for one in known if one["row"].ended_at is None],
            ended=[one for one in known if one["row"].ended_at],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw the capacity named by its number, mail what was written, else give one."""
        if number := request.POST.get("withdraw"):
            return self.withdraw(number)
        if "words" in request.POST:
            return self.write()
        form = CapacityForm(request.POST, territory=territories.here())
        if form.is_valid():
            try:
                services.give_capacity(membership=self.object, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Capacity given. It can be chosen from now on."))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def withdraw(self, number: str) -> HttpResponse:
        """End a capacity of this person, and say when their name alone would now mislead."""
        known = MemberCapacity.objects.filter(membership=self.object)
        held = get_object_or_404(known, pk=int(number) if number.isdecimal() else 0)
        services.withdraw_capacity(capacity=held, by=self.request.user)
        messages.success(
            self.request, _("Capacity withdrawn. What was written in it keeps saying so.")
        )
        person, here = self.object, territories.here()
        try:
            services.check_name(territory=here, name=person.display_name, user=person.user)
        except ValidationError:
            messages.warning(
                self.request,
                _("The name shown reads like an office: ask this person to change it."),
            )
        return redirect(self.request.path)

    def write(self) -> HttpResponse:
        """Mail this person; what was typed stays when it could not leave."""
        form = WritingForm(self.request.POST)
        if form.is_valid():
            try:
                services.write_to_member(
                    membership=self.object, by=self.request.user, **form.cleaned_data
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            except services.NotTaken:
                form.add_error(
                    None, _("The mail server did not take it: nothing left. Try again later.")
                )
            else:
                messages.success(self.request, _("Sent. The answer will come to the territory."))
                return redirect(self.request.path)
        return self.render_to_response(self.get_context_data(writing=form), status=400)


class MembershipViewSet(ListViewSet):
    """Who is registered here: the name shown, what they wished, what they are."""

    model = Membership
    name = "memberships"
    url_prefix = "inscrits"
    icon = "group"
    menu_label = gettext_lazy("Registered people")
    menu_order = 340
    add_to_admin_menu = True
    inspect_view_enabled = False
    edit_view_class = PersonView
    filterset_class = MembershipFilterSet
    search_fields = ("display_name", "wish")
    ordering = ("-joined_at", "-pk")
    list_display = (
        "display_name",
        Column("address", label=gettext_lazy("Address"), accessor=address_of),
        Column("wish", label=gettext_lazy("Wishes"), accessor=wish_of),
        Column("capacities", label=gettext_lazy("Capacities"), accessor=capacities_of),
        DateColumn("joined_at", label=gettext_lazy("Since"), width="15%", sort_key="joined_at"),
    )
    form_fields = ("display_name",)
    screens: Iterable[str] = ("index", "index_results", "edit")

    def get_urlpatterns(self) -> list[Any]:
        """The list and one person: nobody is registered, renamed or deleted here."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.screens]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """With what each holds, in one query more, and without links to what cannot be done."""
        held = Prefetch("capacities", HELD, to_attr="held")
        rows = Membership.objects.annotate(is_proved=Exists(PROVED)).prefetch_related(held)
        closed = dict.fromkeys(("add_url_name", "delete_url_name"))
        options: dict[str, Any] = super().get_index_view_kwargs(queryset=rows, **closed, **kwargs)
        return options

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The same."""
        options: dict[str, Any] = super().get_edit_view_kwargs(delete_url_name=None, **kwargs)
        return options | {"edit_url_name": None}
