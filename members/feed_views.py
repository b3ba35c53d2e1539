"""One's feed, what one asked for, and what one follows."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from site_core.kernel.content import Card
from site_core.kernel.feeds import rss
from site_core.kernel.models import Territory

from . import kept, services
from .brought import target_of
from .criteria_forms import CriteriaForm
from .feed import News, criteria_of, feed, last_week, with_criteria
from .following import followed, followed_as, is_followed, named
from .models import Membership
from .posted import posted_from

SHOWN = 5  # titles of what last week would have brought


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands a view the membership of who asks, with all they asked for, after the request.

    Who is not signed in is led to the door, and what they sent is kept; who has not joined this
    territory is led to where one does.
    """

    @login_required
    def entered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        here(request)
        member = with_criteria(Membership.objects.filter(user=request.user)).first()
        return view(request, member, **kwargs) if member else to_join(request)

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            kept.keep(request)
        return entered(request, **kwargs)

    return shown


@for_members
@require_safe
def my_feed(request: HttpRequest, member: Membership) -> HttpResponse:
    """`/fil/`: the news that matches what the member asked for, newest first."""
    found = feed(here(request), criteria_of(member))
    number = request.GET.get("page") or "1"
    try:
        page = found.page(number)
    except InvalidPage as error:
        raise Http404 from error
    context = {"page_obj": page, "news": found.news(number), "count": found.count}
    return render(request, "screens/members/feed.html", context)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, member: Membership) -> HttpResponse:
    """`/compte/criteres/`: what one asks for, and what it would have brought last week."""
    form = CriteriaForm(kept.sent(request), membership=member)
    status = 200
    asked, is_tried = criteria_of(member), False
    if request.method == "POST":
        if form.is_valid() and "preview" not in request.POST:
            services.ask_for(membership=member, **form.criteria())
            messages.success(request, _("What you want to read is kept."))
            return redirect("members_criteria")
        if form.is_valid():
            asked, is_tried = replace(asked, **form.matched()), True
        else:
            status = 400
    found = last_week(here(request), asked)
    context = {
        "form": form,
        "membership": member,
        "follows": followed(member, here(request)),
        "count": found.count,
        "news": found.news()[:SHOWN],
        "is_tried": is_tried,
        "feed_url": secret_path(member),
    }
    return render(request, "screens/members/criteria.html", context, status=status)


@for_members
@posted_from("members_criteria")
def feed_address(request: HttpRequest, member: Membership) -> HttpResponse:
    """`/compte/criteres/flux/`: a new secret address for one's feed, or none."""
    if "close" in request.POST:
        services.close_feed(membership=member)
        messages.success(request, _("The address of your feed opens nothing any more."))
    else:
        services.open_feed(membership=member)
        messages.success(request, _("Here is the address of your feed. Keep it to yourself."))
    return redirect(reverse("members_criteria") + "#flux")


@require_safe
def secret_feed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """`/fil/<key>/flux.rss`: the feed of whoever holds the key, for a feed reader."""
    territory = here(request)
    member = with_criteria(Membership.objects.filter(feed_key=key)).first()
    if member is None:
        raise Http404
    answer = rss(
        request,
        (told(news) for news in feed(territory, criteria_of(member)).news()),
        title=_("%(place)s: my feed") % {"place": territory.name},
        description=_("What I asked to read."),
        link=reverse("members_feed"),
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def told(news: News) -> Card:
    """A card for a feed reader: dated by its publication, with the hour and the place in words."""
    said = " – ".join(filter(None, (news.where_and_when, news.card.summary)))
    return replace(news.card, when=news.at, summary=said)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """`/suivre/`: follow what `what` names, or follow it no more; a page for who is not in yet.

    A visitor's form leads here without a token, asks to sign in, and comes back to confirm.
    """
    territory = here(request)
    sent = request.POST if request.method == "POST" else request.GET
    leaves, what = request.method == "POST" and sent.get("state") == "leave", sent.get("what", "")
    known = followed_as(request.user, what) if leaves and request.user.is_authenticated else None
    target = known or target_of(what, territory)
    if not request.user.is_authenticated:
        back = request.get_full_path() if request.method != "POST" else sent.get("next", "/")
        return redirect_to_login(back)
    if not Membership.objects.filter(user=request.user).exists():
        return to_join(request)
    name, path = named(target, territory)
    if request.method == "POST":
        if leaves:
            services.unfollow(user=request.user, target=target)
            said = _("You no longer follow %(name)s.")
        else:
            try:
                services.follow(user=request.user, target=target)
            except PermissionDenied as error:
                raise Http404 from error
            said = _("You follow %(name)s: what is new there comes into your feed.")
        messages.success(request, said % {"name": name})
        back = sent.get("next", "")
        ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return redirect(back if ours else path or "members_feed")
    context = {
        "what": what,
        "name": name,
        "path": path,
        "is_followed": is_followed(request.user, target),
    }
    return render(request, "screens/members/follow.html", context)


def secret_path(member: Membership) -> str:
    """Where a feed reader finds this member's feed; empty when they opened no such address."""
    key = member.feed_key
    return reverse("members_secret_feed", kwargs={"key": key}) if key else ""


def here(request: HttpRequest) -> Territory:
    """The territory of the host; Http404 on the network site."""
    territory: Territory | None = request.territory  # type: ignore[attr-defined]
    if territory is None:
        raise Http404
    return territory


def to_join(request: HttpRequest) -> HttpResponse:
    """To where one joins this territory, then back."""
    back = request.get_full_path() if request.method != "POST" else "/"
    return redirect_to_login(back, reverse("account_signup"))
