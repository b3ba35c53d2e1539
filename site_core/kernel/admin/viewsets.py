"""A territory's own lists in Wagtail's admin: topics and districts, kept by referents; communes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

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


class TopicViewSet(ListViewSet):
    """What people talk about here."""

    model = Topic
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
