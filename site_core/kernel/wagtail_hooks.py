"""What Kikalu adds to Wagtail's admin, and what it takes away."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import Resolver404, path, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.models import Page

from . import audit_views, places, policies
from .admin import doors, links, pages, panels, tags, views, viewsets, wall

LAST = 10_000
RESTART = "action-restart-workflow"
audit_views.register()
tags.hide()


@hooks.register("register_admin_viewset", order=LAST)
def register_page_screens() -> pages.ReviewedPageViewSet:
    """After Wagtail's, which it replaces."""
    return pages.ReviewedPageViewSet()


@hooks.register("register_admin_viewset")
def register_territory_screens() -> viewsets.TerritoryGroup:
    """Topics, districts and communes."""
    return viewsets.TerritoryGroup()


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The screens that are not Wagtail's; the second stands before wagtail-localize's own."""
    return [
        path("territoire/", views.TerritoryView.as_view(), name="kikalu_territory"),
        path(
            "localize/submit/page/<int:page_id>/",
            views.TranslateView.as_view(),
            name="kikalu_translate",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_territory_settings() -> MenuItem:
    """The settings that referents keep."""
    return MenuItem(
        _("Territory settings"),
        reverse("kikalu_territory"),
        name="territory-settings",
        icon_name="cogs",
        order=450,
    )


@hooks.register("construct_page_chooser_queryset", order=LAST)
def choose_in_scope(found: Any, request: HttpRequest) -> Any:
    """Choosers show the pages of the host's territory."""
    homes = places.homes_in_scope() or []
    return found.filter(places.under(home.path for home in homes))


@hooks.register("construct_explorer_page_queryset", order=LAST)
def explore_in_scope(parent: Page, found: Any, request: HttpRequest) -> Any:
    """So do lists of pages."""
    return choose_in_scope(found, request)


@hooks.register("construct_page_action_menu", order=LAST)
def hide_second_ways(items: list[Any], request: HttpRequest, context: Any) -> None:
    """A translation is a page of its own: wagtail-localize's other editor stays closed.

    The review has one step, so that starting it again is submitting again: one button is enough.
    """
    items[:] = [
        item
        for item in items
        if not str(item.name).startswith(wall.SYNCHRONISED) and item.name != RESTART
    ]


@hooks.register("insert_global_admin_css")
def style_home() -> str:
    """How our panels look."""
    return format_html('<link rel="stylesheet" href="{}">', static("kernel/admin.css"))


@hooks.register("register_rich_text_features", order=LAST)
def link_in_scope(features: Any) -> None:
    """Texts link to pages and documents of the host's territory."""
    links.register(features)


@hooks.register("construct_homepage_panels", order=LAST)
def show_work_first(request: HttpRequest, found: list[Any]) -> None:
    """Our panels instead of Wagtail's, which gather the pages of every territory."""
    found[:] = panels.panels_for(request)


@hooks.register("construct_homepage_summary_items", order=LAST)
def count_nothing(request: HttpRequest, found: list[Any]) -> None:
    """No totals: they are those of the whole tree where a territory has several languages."""
    found.clear()


@hooks.register("construct_main_menu", order=LAST)
@hooks.register("construct_reports_menu", order=LAST)
@hooks.register("construct_settings_menu", order=LAST)
@hooks.register("construct_help_menu", order=LAST)
def show_open_doors(request: HttpRequest, items: list[Any]) -> None:
    """A menu leads only where the person may go."""
    territory = request.territory  # type: ignore[attr-defined]
    actors = policies.actors(request.user, territory)
    items[:] = [item for item in items if leads_somewhere(item, actors)]


@hooks.register("construct_search", order=LAST)
def search_open_doors(request: HttpRequest, areas: list[Any]) -> None:
    """So do the places where one may search."""
    show_open_doors(request, areas)


def leads_somewhere(item: Any, actors: frozenset[policies.Actor]) -> bool:
    """Whether an entry of a menu, or one below it, opens for these actors."""
    if isinstance(item, SubmenuMenuItem):
        return any(leads_somewhere(below, actors) for below in item.menu.registered_menu_items)
    try:
        name = resolve(str(item.url).partition("?")[0], "site_core.urls").view_name
    except Resolver404:
        return False
    return doors.is_open(name, actors)


@hooks.register("before_publish_page")
def refuse_own_text(request: HttpRequest, page: Page) -> None:
    """An author never publishes their own text."""
    pages.last_word_on_publication(request, page)


@hooks.register("before_bulk_action")
def refuse_own_texts(request: HttpRequest, action: str, rows: list[Any], _view: Any) -> None:
    """Nor several at once."""
    if action == "publish":
        for page in rows:
            pages.last_word_on_publication(request, page)
