"""`/compte/donnees/`: what is held about somebody, to read, to take away, and to have erased."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from site_core.kernel.personal_data import HOLDINGS

from . import links, services
from .address_views import form_methods, proof_required, shown
from .leaving_forms import LeavingForm
from .models import Membership
from .policies import why_not_close, why_not_leave
from .posted import posted_from
from .services.archive import export
from .services.consents import accept, outdated

JUST_CLOSED = "account_just_closed"


@login_required
@require_http_methods(["GET", "HEAD"])
def data(request: HttpRequest) -> HttpResponse:
    """What is held, why, on which basis and for how long; what one may do about it."""
    # What is handed over comes first, the account before all, then what only machines read.
    holdings = sorted(HOLDINGS.values(), key=lambda one: (not one.words, one.name != "account"))
    membership = member_of(request)
    context = {
        "holdings": holdings,
        "membership": membership,
        "outdated": outdated(membership) if membership else [],
        "accepted": membership.consents.order_by("-accepted_at", "text") if membership else [],
    }
    return render(request, "screens/members/data.html", context)


@login_required
@posted_from("members_data")
def accept_texts(request: HttpRequest) -> HttpResponse:
    """`/compte/donnees/textes/`: the texts that changed are accepted, as they were shown."""
    if (membership := member_of(request)) is not None:
        accept(membership=membership, seen=request.POST.getlist("digest"))
        messages.success(request, _("Kept: you accept the texts as they are now."))
    return redirect("members_data")


@proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest) -> HttpResponseBase:
    """`/compte/donnees/archive/`: everything, at once; it is kept nowhere."""
    if request.method != "POST":
        return render(request, "screens/members/take_archive.html")
    file = export(person=request.user, territory=request.territory)  # type: ignore[attr-defined]
    day = timezone.localdate().isoformat()
    name = slugify(_("My data"))
    return FileResponse(file, as_attachment=True, filename=f"{name}-{day}.zip")


@proof_required
@form_methods
def close(request: HttpRequest) -> HttpResponse:
    """`/compte/donnees/fermer/`: what will happen, the choice, and it is done."""
    user: Any = request.user
    form = LeavingForm(request.POST or None, certain=_("I close my account, on all the sites"))
    refusal = why_not_close(user)
    if request.method == "POST" and not refusal and form.is_valid():
        email, adapter = user.email, get_adapter()
        closing = services.close_account(
            user=user,
            keeps_words=form.keeps_words,
            territory=request.territory,  # type: ignore[attr-defined]
        )
        sealed = links.seal_closing(user.pk, closing.closed_at.isoformat())
        facts = {
            "reopen_url": adapter.link("members_reopen", sealed=sealed),
            "until": closing.closed_at + services.way_back(),
            "keeps_words": closing.keeps_words,
        }
        logout(request)
        request.session[JUST_CLOSED] = True
        adapter.send_mail("account_closed", email, facts)
        return redirect("members_closed")
    context = {"refusal": refusal, "days": services.way_back().days}
    return shown(request, "close_account", form, **context)


@require_http_methods(["GET", "HEAD"])
def closed(request: HttpRequest) -> HttpResponse:
    """`/compte/ferme/`: it is done; said to nobody but who has just done it."""
    if request.user.is_authenticated or JUST_CLOSED not in request.session:
        return redirect("members_account")
    context = {"days": services.way_back().days}
    return render(request, "screens/members/account_closed.html", context)


@form_methods
def reopen(request: HttpRequest, sealed: str) -> HttpResponse:
    """`/compte/rouvrir/<sealed>/`: a button, because mail programs open links."""
    screen = "screens/members/reopen.html"
    try:
        closing = services.closing_of(*links.unseal_closing(sealed))
        if request.method == "POST":
            services.reopen_account(closing=closing)
            return render(request, screen, {"is_done": True})
    except services.TooLate:
        return render(request, screen, {"is_late": True}, status=404)
    return render(request, screen, {"closing": closing})


@proof_required
@form_methods
def leave(request: HttpRequest) -> HttpResponse:
    """`/compte/donnees/quitter/`: one territory, while the account goes on elsewhere."""
    if request.territory is None:  # type: ignore[attr-defined]
        raise Http404
    if (membership := member_of(request)) is None:
        return redirect("members_account")
    territory = membership.territory
    place = territory.name
    form = LeavingForm(request.POST or None, certain=_("I leave %(place)s") % {"place": place})
    refusal = why_not_leave(request.user, territory)
    if request.method == "POST" and not refusal and form.is_valid():
        services.leave_territory(
            user=request.user,  # type: ignore[arg-type]
            territory=territory,
            keeps_words=form.keeps_words,
        )
        messages.success(request, _("You are no longer registered here."))
        return redirect("members_account")
    return shown(request, "leave_territory", form, refusal=refusal)


def member_of(request: HttpRequest) -> Membership | None:
    """The person's place in the host's territory."""
    if request.territory is None:  # type: ignore[attr-defined]
        return None
    rows = Membership.objects.filter(user=request.user).select_related("territory")
    found: Membership | None = rows.first()
    return found
