"""What this app follows: people who come in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import gettext as _

from site_core.kernel.events import merging
from site_core.kernel.models import District

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


@receiver(merging, sender=District)
def follow_district(gone: District, into: District | None, **_kwargs: Any) -> None:
    """Who asked for a district that nothing replaces asks for its commune: not for everywhere."""
    if into is None:
        for member in Membership.objects.filter(districts=gone):
            member.towns.add(gone.town)
