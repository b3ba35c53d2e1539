"""Wagtail's users app, seen by nobody but the operator."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Accounts and groups are the operator's: a referent has screens of their own."""

    user_viewset = "site_core.kernel.admin.accounts.AccountViewSet"
