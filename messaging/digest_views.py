"""Stopping the letters from a letter, without signing in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.models import Frequency, Membership
from members.services import set_frequency

from .digest_mail import before_stop, seal_stop, unseal


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """`/lettre/<token>/`: what a mail program posts by itself (RFC 8058), or a person by a button.

    Whoever holds the letter stops it, and can do nothing else. Nothing is asked that a mail program
    could not know: the token stands for the proof. Who has just stopped it may take that back, as
    it was, for an hour: a letter that was passed on wakes nothing up later.
    """
    territory: Any = request.territory  # type: ignore[attr-defined]
    key = unseal(territory, token) if territory else 0
    member = Membership.objects.filter(pk=key).first() if key else None
    if member is None:
        raise Http404
    way_back, goes_on = "", False
    if request.method == "POST" and "resume" in request.POST:
        if former := before_stop(territory, member, request.POST["resume"]):
            set_frequency(membership=member, frequency=former)
            goes_on = True
    elif request.method == "POST":
        way_back = seal_stop(territory, member)
        set_frequency(membership=member, frequency=Frequency.NEVER)
    stopped = member.frequency == Frequency.NEVER
    context = {"stopped": stopped, "goes_on": goes_on, "way_back": way_back, "token": token}
    return render(request, "screens/messaging/stop_digest.html", context)
