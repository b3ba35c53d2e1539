"""A territory's own lists in Wagtail's admin: topics and districts, kept by referents; communes."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from ..merging import is_used, merge
from ..models.territory import District, Town
from ..models.topics import IN_LISTS, Topic


class ListViewSet(ModelViewSet):
    """Rows of the territory in scope: the default manager sees no others.

    Wagtail's history, usage and copy screens read tables that know no territory: they stay closed.
    """

    copy_view_enabled = False
    add_to_reference_index = False
    search_fields: tuple[str, ...] = ("name",)
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No link to a closed screen."""
        names = super().get_common_view_kwargs(**kwargs)
        return {**names, "history_url_name": None, "usage_url_name": None}


class MergeForm(forms.Form):
    """Which row takes the place of the one that goes."""

    into: Any = forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("What takes its place"),
        help_text=_(
            "In the texts that are about it, in what members asked for and in what they follow."
        ),
    )

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = type(row).objects.exclude(pk=row.pk)
        if isinstance(row, District):
            others = others.filter(town=row.town_id)
            whole = _("The whole of %(town)s") % {"town": row.town.name}
            self.fields["into"].empty_label = whole  # type: ignore[attr-defined]
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].required = isinstance(row, Topic)


class MergeView(DeleteView):
    """Deletes a row once it is said what takes its place, where something refers to it.

    Without that, who asked for news about one topic would be sent those about all.
    """

    template_name = "screens/kernel/delete_list_row.html"

    def get_form(self, form_class: Any = None) -> Any:
        """The question, where there is one."""
        is_asked = is_used(self.object)
        return MergeForm(self.request.POST or None, row=self.object) if is_asked else forms.Form({})

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Let the other take its place."""
        merge(self.object, form.cleaned_data.get("into"))
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """The question again."""
        again: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=400)
        return again


class TopicViewSet(ListViewSet):
    """What people talk about here."""

    model = Topic
    delete_view_class = MergeView
    name = "topics"
    url_prefix = "thematiques"
    icon = "tag"
    menu_label = _("Topics")
    list_display = ("name", Column("sort_order", label=_("Order"), width="10%"))
    panels = (FieldPanel("name"), FieldPanel("sort_order"))

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """In the order of people's lists."""
        rows = Topic.objects.order_by(*IN_LISTS)
        options: dict[str, Any] = super().get_index_view_kwargs(queryset=rows, **kwargs)
        return options


class DistrictViewSet(ListViewSet):
    """The parts of the communes, as their inhabitants name them."""

    model = District
    delete_view_class = MergeView
    name = "districts"
    url_prefix = "quartiers"
    icon = "site"
    menu_label = _("Districts")
    list_display = ("name", Column("town", label=_("Commune")))
    list_filter = ("town",)
    panels = (FieldPanel("town"), FieldPanel("name"))

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """With the communes, in one query."""
        rows = District.objects.select_related("town")
        options: dict[str, Any] = super().get_index_view_kwargs(queryset=rows, **kwargs)
        return options


class TownViewSet(ListViewSet):
    """The communes of the official list, to read: the operator changes them."""

    model = Town
    name = "towns"
    url_prefix = "communes"
    icon = "home"
    menu_label = _("Communes")
    search_fields = ("name", "code", "postcodes")
    list_display = (
        "name",
        Column("code", label=_("INSEE code")),
        Column("postcodes", label=_("Postcodes")),
        Column("population", label=_("Population")),
    )
    form_fields = ("name",)

    def get_urlpatterns(self) -> list[Any]:
        """The list alone."""
        return [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name in {"index", "index_results"}
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without links to what cannot be done."""
        closed = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        options: dict[str, Any] = super().get_index_view_kwargs(**closed, **kwargs)
        return options


class TerritoryGroup(ViewSetGroup):
    """The menu of what belongs to the territory as a whole."""

    menu_label = _("Territory")
    menu_name = "territory"
    menu_icon = "site"
    menu_order = 400
    items = (TopicViewSet("topics"), DistrictViewSet("districts"), TownViewSet("towns"))
