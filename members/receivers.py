"""What this app follows: people who come in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from .connections import remember


@receiver(user_logged_in)
def follow_sign_in(request: Any, user: Any, **_kwargs: Any) -> None:
    """From where somebody came in is kept for the judge."""
    remember(request, user, "sign-in")
