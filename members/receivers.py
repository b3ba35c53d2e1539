"""What this app follows: people who come in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import gettext as _

from .connections import remember
from .models import Membership
from .services.consents import outdated


@receiver(user_logged_in)
def follow_sign_in(request: Any, user: Any, **_kwargs: Any) -> None:
    """From where somebody came in is kept for the judge; texts that changed are told."""
    remember(request, user, "sign-in")
    if getattr(request, "territory", None) is None:
        return
    membership = Membership.objects.filter(user=user).first()
    if membership is not None and outdated(membership):
        messages.warning(
            request,
            _("Rules that you accepted have changed: see “My data”, in your account."),
        )
