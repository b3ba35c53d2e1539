"""Changing the address of one's account, proving that one is its owner, and taking it back."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request, suspend_request
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from . import door_forms as forms
from . import links
from .mailed_codes import MailedCode
from .models import User
from .services import addresses
from .services.accounts import AccountExists
from .views import RefusalMixin

View = Callable[..., HttpResponseBase]
RECENT = 600  # seconds
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def proof_required(view: View) -> View:
    """Only for who showed a short while ago that the account is theirs: a session is not enough."""

    @login_required
    @wraps(view)
    def asks(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        records = get_authentication_records(request, request.user)
        if any(time.time() - record["at"] < RECENT for record in records):
            return view(request, *args, **kwargs)
        ways = get_adapter().get_reauthentication_methods(request.user)
        return suspend_request(request, ways[0]["url"])

    return asks


@proof_required
@form_methods
def ask(request: HttpRequest) -> HttpResponse:
    """`/compte/adresse/`: a code is sent to the new address; one answer for a taken one too."""
    user: Any = request.user
    form = forms.NewAddressForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        email, awaited = form.cleaned_data["email"], MailedCode(request, "address")
        if User.objects.filter(email=email).exists():
            awaited.expect(email)
            get_adapter().send_mail("address_taken", email, {})
        else:
            awaited.send(email, "new_address")
        return redirect("members_confirm_address")
    return shown(request, "change_address", form)


@login_required
@form_methods
def confirm(request: HttpRequest) -> HttpResponse:
    """`/compte/adresse/confirmer/`: the code, and both addresses are told."""
    user: Any = request.user
    awaited = MailedCode(request, "address")
    if (state := awaited.state) is None:
        return redirect("members_address")
    form = forms.SignInCodeForm(request.POST or None, code=state["code"], email=user.email)
    if request.method == "POST":
        if not form.is_valid():
            if awaited.record_failure():
                return shown(request, "confirm_address", form, email=state["email"])
            messages.error(request, _("Too many wrong codes. Your address stays as it was."))
            return redirect("members_address")
        awaited.forget()
        try:
            former = addresses.change_address(user=user, email=state["email"])
        except AccountExists:
            messages.error(request, _("This address belongs to another account."))
            return redirect("members_address")
        if former is not None:
            tell_both(former)
        messages.success(request, _("The address of your account is changed."))
        return redirect("members_account")
    return shown(request, "confirm_address", form, email=state["email"])


@login_required
@form_methods
def prove_by_code(request: HttpRequest) -> HttpResponse:
    """`/compte/verifier/code/`: for who has neither a password nor a second factor."""
    user: Any = request.user
    way = get_adapter().get_reauthentication_methods(user)[0]["url"]
    if way != request.path:
        return redirect(way)
    awaited = MailedCode(request, "proof")
    if request.method == "POST" and "code" not in request.POST:
        return send_proof(request, awaited)
    if (state := awaited.state) is None:
        return shown(request, "prove_by_code", None)
    form = forms.SignInCodeForm(request.POST or None, code=state["code"], email=user.email)
    if request.method == "POST" and form.is_valid():
        awaited.forget()
        record_authentication(request, user, method="code", reauthenticated=True)
        return resume_request(request) or redirect("members_account")
    if request.method == "POST" and not awaited.record_failure():
        messages.error(request, _("Too many wrong codes: this one is cancelled."))
        return redirect(request.get_full_path())
    return shown(request, "prove_by_code", form, email=user.email)


def send_proof(request: HttpRequest, awaited: MailedCode) -> HttpResponse:
    """Send a code to the address of one's own account, as often as at the door."""
    form = forms.AskSignInCodeForm({"email": request.user.email})  # type: ignore[union-attr]
    if not form.is_valid():
        return shown(request, "prove_by_code", form)
    awaited.send(form.cleaned_data["email"], "login_code")
    return redirect(request.get_full_path())


@form_methods
def take_back(request: HttpRequest, sealed: str) -> HttpResponse:
    """`/compte/adresse/reprendre/<sealed>/`: a button, because mail programs open links."""
    screen, status = "screens/members/take_back.html", 404
    try:
        former = addresses.way_back(links.unseal_way_back(sealed))
        if request.method == "POST":
            addresses.take_back(former=former)
            get_adapter().send_notification_mail("email_changed", former.user)
            return render(request, screen, {"is_done": True})
        return render(request, screen, {"former": former})
    except addresses.TooLate:
        why = "late"
    except AccountExists:
        why, status = "taken", 409
    return render(request, screen, {"why": why}, status=status)


def tell_both(former: Any) -> None:
    """The old address reads what to do if it was somebody else; the new one that it is in use."""
    adapter = get_adapter()
    link = adapter.link("members_take_back", sealed=links.seal_way_back(former.pk))
    facts = {"user": former.user, "take_back_url": link}
    adapter.send_mail("address_left", former.email, facts)
    adapter.send_notification_mail("email_changed", former.user)


def shown(request: HttpRequest, screen: str, form: Any, **context: Any) -> HttpResponse:
    """One of our screens, refused when its form was sent and is not right."""
    page = render(request, f"screens/members/{screen}.html", {"form": form, **context})
    if form is not None and form.is_bound and form.errors:
        return RefusalMixin.answer_refused(page, form)
    return page
