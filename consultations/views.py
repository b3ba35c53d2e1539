"""Voting, and finding one's ballot again."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from site_core.kernel.addresses import page_path

from .forms import BallotForm, ReceiptForm
from .models import Poll
from .policies import has_voted, must_join, why_not_vote
from .receipts import send_along
from .services import Refused, cast_ballot, is_counted, original

LONGEST_CARRIED = 500  # characters of one field of a form, carried in an address


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot paper with the choice brought from a card or a page; then that page again.

    A choice brought by who is no member here goes with them through joining, and back. Somebody who
    has voted reads that they have, with 409 when they sent another ballot.
    """
    poll = poll_here(request, slug)
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(way_back(request))
    box, back, status = original(poll), page_to_return_to(request), HTTPStatus.OK
    now = timezone.now()
    joins = must_join(user, box, now)
    if joins and request.method == "GET" and "choice" in request.GET:
        return redirect(joining(request))
    refusal = why_not_vote(user, box, now)
    form = BallotForm(request.POST or None, poll=poll, initial=brought(request))
    receipt = None
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                receipt = cast_ballot(
                    poll=poll,
                    voter=user,
                    choice=int(form.cleaned_data["choice"]),
                    submission=form.cleaned_data["submission"],
                )
            except Refused as error:
                refusal, status = str(error), HTTPStatus.FORBIDDEN
            except ValidationError as error:
                form.add_error("choice", error)
            else:
                refusal, status = "", HTTPStatus.OK
                if back:
                    response = redirect(back)
                    send_along(response, poll=poll, voter=user, receipt=receipt)
                    return response
    voted = bool(refusal) and has_voted(user, box)
    if voted and status != HTTPStatus.OK:
        status = HTTPStatus.CONFLICT
    context = {
        **about(poll, request),
        "back": back,
        "form": form,
        "joining": joining(request) if joins else "",
        "receipt": receipt,
        "refusal": refusal,
        "voted": voted,
    }
    return render(request, "screens/consultations/vote.html", context, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the ballot of a receipt is in the box; it never says what was chosen."""
    poll = poll_here(request, slug)
    form = ReceiptForm(request.GET or None)
    found = form.is_bound and form.is_valid()
    counted = is_counted(poll=poll, receipt=form.cleaned_data["receipt"]) if found else None
    context = {**about(poll, request), "form": form, "counted": counted}
    return render(request, "screens/consultations/receipt.html", context)


def brought(request: HttpRequest) -> dict[str, Any]:
    """The choice that a form without a token carries here."""
    return {"choice": request.GET["choice"]} if "choice" in request.GET else {}


def way_back(request: HttpRequest) -> str:
    """This page, with the choice of the address, or of a form sent after its session ended."""
    sent = {name: request.POST[name] for name in ("choice", "next") if name in request.POST}
    if not sent or any(len(value) > LONGEST_CARRIED for value in sent.values()):
        return request.get_full_path()
    return f"{request.path}?{urlencode(sent)}"


def joining(request: HttpRequest) -> str:
    """Where one joins this territory, then comes back with one's choice."""
    return f"{reverse('account_signup')}?{urlencode({'next': way_back(request)})}"


def page_to_return_to(request: HttpRequest) -> str:
    """The page of this host from which one votes; empty for the voting page itself."""
    sent = request.POST if request.method == "POST" else request.GET
    path = sent.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def poll_here(request: HttpRequest, slug: str) -> Poll:
    """A poll that everybody may read, in the language of the address; Http404."""
    territory = request.territory  # type: ignore[attr-defined]
    if territory is None:
        raise Http404
    poll: Poll | None = Poll.objects.shown_here(territory).filter(slug=slug).first()
    if poll is None:
        raise Http404
    return poll


def about(poll: Poll, request: HttpRequest) -> dict[str, Any]:
    """What every screen about a poll shows of it."""
    home: Page | None = request.territory.home_of(poll)  # type: ignore[attr-defined]
    return {"poll": poll, "poll_url": page_path(poll, home) if home else "/"}
