"""The operator's list of accounts: no group, no password, nobody but the operator sees it.

Roles are given by `territories.appoint`, never by ticking the groups of every territory; a new
account is opened by its owner, through the mail that resets a password.
"""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.users.views.users import IndexView, UserFilterSet, UserViewSet

User = get_user_model()


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the operator may change of an account; not their own power nor their own access."""

    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_superuser")
        labels = {"is_superuser": _("Operator")}
        help_texts = {"is_superuser": _("Runs every territory, from every screen.")}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"], self.fields["is_superuser"]

    def save(self, commit: bool = True) -> Any:
        """A new account has no password until its owner chooses one."""
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        return super().save(commit)


class AccountFilterSet(UserFilterSet):
    """Wagtail's filters, without the groups of every territory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["group"]

    class Meta:
        model = User
        fields: list[str] = []


class AccountIndexView(IndexView):
    """Names, addresses, who is an operator; found by name or address."""

    @cached_property
    def columns(self) -> list[Any]:
        """One column a fact, none to act on many accounts at once."""
        return [
            TitleColumn("name", label=_("Name"), get_url=self.get_edit_url, sort_key="name"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            BooleanColumn("is_superuser", label=_("Operator"), sort_key="is_superuser"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    @cached_property
    def search_fields(self) -> list[str]:
        """Where a search looks."""
        return ["name", "email"]

    def order_queryset(self, queryset: Any) -> Any:
        """By the column chosen; accounts have one name, Wagtail expects two."""
        return queryset.order_by(self.ordering, "pk")

    def get_list_buttons(self, instance: Any) -> list[Any]:
        """Nothing beside the link that the name is."""
        return []


class AccountViewSet(UserViewSet):
    """Accounts, on the network site."""

    index_view_class = AccountIndexView
    filterset_class = AccountFilterSet
    menu_label = _("Accounts")
    ordering = "name"
    copy_view_enabled = False
    template_prefix = ""

    def get_form_class(self, for_update: bool = False) -> type[AccountForm]:
        """The same form to open an account and to change it."""
        return AccountForm
