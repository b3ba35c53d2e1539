"""Stopping the letters from a letter, without signing in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.models import Frequency, Membership
from members.services import set_frequency

from .digest_mail import unseal


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """`/lettre/<token>/`: what a mail program posts by itself (RFC 8058), or a person by a button.

    Whoever holds the letter stops it, or takes it up again, and can do nothing else. Nothing is
    asked that a mail program could not know: the token stands for the proof.
    """
    territory: Any = request.territory  # type: ignore[attr-defined]
    key = unseal(territory, token) if territory else 0
    member = Membership.objects.filter(pk=key).first() if key else None
    if member is None:
        raise Http404
    if request.method == "POST":
        goes_on = "resume" in request.POST
        set_frequency(membership=member, frequency=Frequency.WEEKLY if goes_on else Frequency.NEVER)
    context = {"stopped": member.frequency == Frequency.NEVER, "token": token}
    return render(request, "screens/messaging/stop_digest.html", context)
