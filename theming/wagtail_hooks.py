"""The screens of themes in Wagtail's admin: the editor, for referents; the gallery, for staff."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from site_core.kernel.admin.doors import REFERENTS, WRITERS, open_doors

from .views import editor, gallery

EDITOR = [
    path("", editor.Editor.as_view(), name="edit"),
    path("apercu/", editor.Preview.as_view(), name="preview"),
    path("revenir/", editor.Restore.as_view(), name="restore"),
]
open_doors({f"theme_editor:{screen.name}": REFERENTS for screen in EDITOR})
open_doors({"theme_gallery": WRITERS})


@hooks.register("register_admin_urls")
def register_screens() -> list[Any]:
    """Under `/admin/habillage/` and `/admin/galerie/`."""
    return [
        path("habillage/", include((EDITOR, "theme_editor"), namespace="theme_editor")),
        path("galerie/", gallery.Gallery.as_view(), name="theme_gallery"),
    ]


@hooks.register("register_admin_menu_item")
def register_editor() -> MenuItem:
    """Shown where its door is open."""
    return MenuItem(
        _("Theme"), reverse("theme_editor:edit"), name="theme", icon_name="view", order=440
    )


@hooks.register("register_admin_menu_item")
def register_gallery() -> MenuItem:
    """The gallery, last but for the log."""
    return MenuItem(
        _("Components"),
        reverse("theme_gallery"),
        name="theme-gallery",
        icon_name="grip",
        order=8_900,
    )
