"""The messages that a territory received, for its referents."""

from typing import Any

from django.template.defaultfilters import capfirst, yesno
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import register_permission_policy

from site_core.kernel.admin.doors import REFERENTS, open_doors
from site_core.kernel.admin.permissions import RolePermissionPolicy
from site_core.kernel.admin.viewsets import ListViewSet

from .models import ContactMessage

SCREENS = ("index", "index_results", "edit")
RIGHTS = {"view": REFERENTS, "change": REFERENTS}
register_permission_policy(
    ContactMessage, RolePermissionPolicy(ContactMessage, RIGHTS), exact_class=True
)
open_doors({f"contact_messages:{screen}": REFERENTS for screen in SCREENS})


def answered_in_words(message: ContactMessage) -> str:
    """“Yes” or “No”: a mark alone would be read out as “False”."""
    return capfirst(str(yesno(message.answered)))


class ContactMessageViewSet(ListViewSet):
    """What was written through the contact form: to read, answer by mail, and tick off."""

    model = ContactMessage
    name = "contact_messages"
    url_prefix = "messages-recus"
    icon = "mail"
    menu_label = _("Messages received")
    menu_order = 350
    add_to_admin_menu = True
    inspect_view_enabled = False
    search_fields = ("name", "email", "body")
    list_display = (
        "name",
        "email",
        DateColumn("sent_at", label=_("Sent"), width="15%"),
        Column("answered", accessor=answered_in_words, label=_("Answered"), width="10%"),
    )
    list_filter = ("answered",)
    panels = (
        FieldPanel("name", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("sent_at", read_only=True),
        FieldPanel("body", read_only=True),
        FieldPanel("answered"),
    )

    def get_urlpatterns(self) -> list[Any]:
        """The list and one message: nobody writes or deletes one here."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in SCREENS]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without links to what cannot be done."""
        closed = dict.fromkeys(("add_url_name", "delete_url_name"))
        options: dict[str, Any] = super().get_index_view_kwargs(**closed, **kwargs)
        return options

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The same."""
        options: dict[str, Any] = super().get_edit_view_kwargs(delete_url_name=None, **kwargs)
        return options


@hooks.register("register_admin_viewset")
def register_messages() -> ContactMessageViewSet:
    """The screens of the messages received."""
    return ContactMessageViewSet("contact_messages")
