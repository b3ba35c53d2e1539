"""The operator's screens in Wagtail's admin; they open on the network site only."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from site_core.kernel.admin.doors import OPERATOR, open_doors

from .views import territories as views

SCREENS = [
    path("", views.TerritoryIndex.as_view(), name="territories"),
    path(
        "resultats/",
        views.TerritoryIndex.as_view(results_only=True),
        name="territories_results",
    ),
    path("ouvrir/", views.OpenTerritory.as_view(), name="open"),
    path("<int:pk>/", views.TerritoryScreen.as_view(), name="territory"),
    path("<int:pk>/nommer/", views.Appoint.as_view(), name="appoint"),
    path("<int:pk>/roles/<int:row>/retirer/", views.Dismiss.as_view(), name="dismiss"),
    path("<int:pk>/suspendre/", views.Suspend.as_view(), name="suspend"),
    path("<int:pk>/rouvrir/", views.Resume.as_view(), name="resume"),
]
open_doors({f"console:{screen.name}": OPERATOR for screen in SCREENS})


@hooks.register("register_admin_urls")
def register_screens() -> list[Any]:
    """Under `/admin/territoires/`."""
    return [path("territoires/", include((SCREENS, "console"), namespace="console"))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Shown where its door is open."""
    return MenuItem(
        _("Territories"),
        reverse("console:territories"),
        name="territories",
        icon_name="site",
        order=50,
    )
