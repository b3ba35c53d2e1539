"""The operator's screens about territories, in the admin of the network site only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from console import directory, forms, services
from console.opening_request import ProvisioningError, official_code
from console.provisioning import provision_territory, suggested_slug
from site_core.kernel import geography, policies, scoping, territories
from site_core.kernel.addresses import public_url
from site_core.kernel.alphabet import Alphabetical
from site_core.kernel.models import Territory, TerritoryRole, Town

LIST = "console:territories"
DETAIL = "console:territory"


class OperatorOnly(View):
    """Answers the operator on the network site; anywhere else, and to anybody else, 404."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Also behind the doors of the admin: two walls are better than one."""
        on_network = request.territory is None  # type: ignore[attr-defined]
        if not on_network or not policies.is_operator(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class TerritoryIndex(OperatorOnly, IndexView):
    """Every territory, found by name, commune or official code."""

    model = Territory
    page_title = gettext_lazy("Territories")
    header_icon = "site"
    index_url_name = LIST
    index_results_url_name = "console:territories_results"
    paginate_by = 50
    default_ordering = "name"
    list_filter = ("state",)
    search_fields = ("name",)
    any_permission_required = None
    verbose_name_plural = gettext_lazy("territories")

    @cached_property
    def columns(self) -> list[Any]:
        """One column a fact, all from one query."""
        return [
            TitleColumn(
                "name",
                label=_("Name"),
                sort_key="name",
                get_url=lambda territory: reverse(DETAIL, args=[territory.pk]),
            ),
            Column("hostname", label=_("Address")),
            Column("official_code", label=_("Official code"), sort_key="official_code"),
            Column("get_state_display", label=_("State"), sort_key="state"),
            DateColumn("created_at", label=_("Opened"), sort_key="created_at"),
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """What to do here."""
        return [HeaderButton(_("Open a territory"), url=reverse("console:open"), icon_name="plus")]

    def get_base_queryset(self) -> Any:
        """With their addresses."""
        return Territory.objects.select_related("site")

    def order_queryset(self, queryset: Any) -> Any:
        """By the column chosen, then by name, so that a page never repeats another."""
        chosen = str(self.ordering)
        by_name = Alphabetical("name")
        first = {"name": by_name.asc(), "-name": by_name.desc()}.get(chosen, chosen)
        return queryset.order_by(first, by_name, "pk")

    def search_queryset(self, queryset: Any) -> Any:
        """As visitors search the directory, suspended territories included."""
        return directory.matching(queryset, self.search_query)


class Screen(WagtailAdminTemplateMixin, OperatorOnly, TemplateView):
    """A screen under the list of territories."""

    header_icon = "site"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this screen."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(LIST), "label": _("Territories")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


class OpenTerritory(Screen):
    """Opens a territory: look a place up by its name, then open it by its code."""

    template_name = "screens/console/open_territory.html"
    page_title = gettext_lazy("Open a territory")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(forms.OpeningForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look up, take a suggestion, or open; whatever happens, what was typed stays."""
        typed = {name: request.POST.get(name, "") for name in forms.OpeningForm.base_fields}
        if "look-up" in request.POST:
            found = geography.places_like(typed["place"][: forms.LONGEST_PLACE])
            return self.show(forms.OpeningForm(initial=typed), found, looked_up=True)
        if code := request.POST.get("choose"):
            return self.show(forms.OpeningForm(initial=chosen(code, typed)))
        return self.open(forms.OpeningForm(request.POST))

    def open(self, form: forms.OpeningForm) -> HttpResponse:
        """Open it; sent twice, it is opened once."""
        if not form.is_valid():
            return self.show(form)
        try:
            done = provision_territory(**form.request(), actor=self.request.user)
        except ProvisioningError as error:
            form.add_error(forms.FIELD_OF.get(error.field, error.field), str(error))
            return self.show(form, error.suggestions)
        said = _("%(name)s is open.") if done.created else _("%(name)s was open already.")
        messages.success(self.request, said % {"name": done.territory.name})
        if done.notice:
            messages.warning(self.request, done.notice)
        return redirect(DETAIL, done.territory.pk)

    def show(
        self,
        form: forms.OpeningForm,
        places: tuple[geography.Place, ...] = (),
        looked_up: bool = False,
    ) -> HttpResponse:
        """The form, and the places that may be meant."""
        suggestions = [
            {"code": official_code(place), "name": getattr(place, "full_name", place.name)}
            | {"department": getattr(place, "department", "")}
            for place in places
        ]
        context = {"form": form, "suggestions": suggestions, "looked_up": looked_up}
        return self.render_to_response(self.get_context_data(**context))


def chosen(code: str, typed: dict[str, str]) -> dict[str, str]:
    """What was typed, with the place chosen and a name and short name where there was none."""
    try:
        place = geography.place(code)
    except geography.UnknownCode:
        return typed
    return {
        **typed,
        "place": official_code(place),
        "name": typed["name"] or getattr(place, "full_name", place.name),
        "slug": typed["slug"] or suggested_slug(place),
    }


class TerritoryScreen(Screen):
    """One territory: what it is, who looks after it, and whether it is open."""

    template_name = "screens/console/territory.html"

    @cached_property
    def territory(self) -> Territory:
        """The territory of the address."""
        rows = Territory.objects.select_related("site__root_page")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Its name."""
        return self.territory.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its facts, its people, and a form for each act."""
        forms_shown = {"appointment": forms.AppointmentForm(), "suspension": forms.SuspensionForm()}
        with scoping.scope(self.territory):
            towns = list(Town.objects.all())
            people = list(
                TerritoryRole.objects.select_related("user", "appointed_by").order_by(
                    "-role", "user__name", "pk"
                )
            )
        url = public_url(self.territory.hostname, self.request)
        return super().get_context_data(
            territory=self.territory, towns=towns, people=people, url=url, **forms_shown | kwargs
        )


class Appoint(TerritoryScreen):
    """Gives a role to a person."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Appoint, or say what is wrong beside the field."""
        form = forms.AppointmentForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(appointment=form))
        user = services.appoint_by_email(
            territory=self.territory, by=request.user, **form.cleaned_data
        )
        said = _("%(email)s has this role, and a mail says so.")
        if not user.has_usable_password():
            said = _(
                "An invitation was sent to %(email)s, who will choose a password. A slip of the "
                "pen? Take this role back below, and appoint the right person."
            )
        messages.success(request, said % {"email": user.email})
        return redirect(DETAIL, self.territory.pk)


class Dismiss(TerritoryScreen):
    """Takes a role back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Dismiss; somebody dismissed already is 404."""
        try:
            row = services.dismiss_by_row(
                territory=self.territory, row=self.kwargs["row"], by=request.user
            )
        except TerritoryRole.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("%(name)s no longer has this role.") % {"name": row.user.name})
        if not services.has_referent(self.territory):
            messages.warning(request, _("Nobody moderates this territory any more."))
        return redirect(DETAIL, self.territory.pk)


class Suspend(TerritoryScreen):
    """Closes a territory to the public."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Suspend, with a reason."""
        form = forms.SuspensionForm(request.POST)
        if form.is_valid():
            try:
                territories.suspend(
                    territory=self.territory, reason=form.cleaned_data["reason"], by=request.user
                )
            except ValidationError as error:
                form.add_error("reason", error)
        if form.errors:
            return self.render_to_response(self.get_context_data(suspension=form))
        messages.success(
            request, _("%(name)s is closed to the public.") % {"name": self.territory.name}
        )
        return redirect(DETAIL, self.territory.pk)


class Resume(TerritoryScreen):
    """Opens a suspended territory again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Resume; one that is open stays open."""
        territories.resume(territory=self.territory, by=request.user)
        messages.success(
            request, _("%(name)s is open to the public.") % {"name": self.territory.name}
        )
        return redirect(DETAIL, self.territory.pk)
