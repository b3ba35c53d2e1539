"""The other doors of `/connexion/`, and closing them all."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal import flows
from allauth.account.internal.constants import LoginStageKey
from allauth.account.mixins import NextRedirectMixin
from allauth.account.models import EmailAddress, Login
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from allauth.mfa.webauthn.internal import flows as webauthn_flows
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from . import door_forms as forms
from . import second_factor
from .posted import posted_from
from .services import proofs
from .views import RefusalMixin


class AskSignInCode(RefusalMixin, account.RequestLoginCodeView):
    """`/connexion/code/`: one answer, whether or not there is an account."""

    form_class = forms.AskSignInCodeForm
    template_name = "screens/members/ask_sign_in_code.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> Any:
        """Whoever waits for a code may ask for another one."""
        if stage.key == LoginStageKey.LOGIN_BY_CODE:
            return None
        return super()._redirect_to_pending_stage(request, stage)


class UseSignInCode(account.ConfirmLoginCodeView):
    """`/connexion/code/confirmer/`: the code lives in the session, so on this host only."""

    form_class = forms.SignInCodeForm
    template_name = "screens/members/use_sign_in_code.html"
    _process: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Back to where a code is asked for when none is awaited."""
        response = super().dispatch(request, *args, **kwargs)
        if self._process is None and not request.user.is_authenticated:
            if not request.session.is_empty():
                messages.warning(request, _("This code is too old. Ask for another one."))
            return self.ask_again()
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        """The address that the code was sent to: wrong codes are counted for it."""
        return {**super().get_form_kwargs(), "email": self._process.state["email"]}

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        """Whoever has the code reads the address it was sent to."""
        user = self._process.user
        proofs.mail_arrives(user=user)
        if not EmailAddress.objects.filter(user=user, verified=True).exists():
            proofs.prove_address(user=user)
            messages.info(
                self.request,
                _(
                    "Your address is confirmed. The password typed when this account was opened "
                    "no longer works: choose another one."
                ),
            )
        response: HttpResponse = super()._verify_form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, until too many wrong codes have been typed."""
        if self._process.record_invalid_attempt():
            return RefusalMixin.answer_refused(
                self.render_to_response(self.get_context_data(form=form)), form
            )
        messages.error(
            self.request, _("Too many wrong codes: this one is cancelled. Ask for another one.")
        )
        return self.ask_again()

    def ask_again(self) -> HttpResponse:
        """To the page where a code is asked for, and on from there."""
        return redirect(self.passthrough_next_url(reverse("account_request_login_code")))


class UsePasskey(NextRedirectMixin, webauthn.LoginWebAuthnView):
    """`/connexion/cle/`: a key that is enough by itself, on the host where it was added."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What a script asks the browser to sign: the same for everybody."""
        limit = {"app": "allauth.mfa", "action": "webauthn_login", "limit_get": True}
        if refused := ratelimit.consume_or_429(request, **limit):
            return refused
        return JsonResponse({"request_options": webauthn_auth.begin_authentication(user=None)})

    def form_valid(self, form: Any) -> HttpResponse:
        """In, and on with what one was doing."""
        key = form.cleaned_data["credential"]
        login = Login(user=key.user, redirect_url=self.get_next_url())
        return webauthn_flows.perform_passwordless_login(self.request, key, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the doors; why a key opens nothing is not told."""
        messages.error(
            self.request, _("This passkey opens no account on this site. Come in by another door.")
        )
        return redirect(self.passthrough_next_url(reverse("account_login")))


class Keys(webauthn.ListWebAuthnView):
    """`/compte/securite/cles/`: the keys of an account, those of this host told apart."""

    template_name = "screens/members/keys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each key, whether it opens this host, and whether it is enough by itself."""
        context = super().get_context_data(**kwargs)
        context["authenticators"] = [
            {
                "key": key,
                "is_here": second_factor.is_of_host(key, self.request.hostname),
                "is_enough": bool(key.wrap().is_passwordless),
            }
            for key in context["authenticators"]
        ]
        return context


@login_required
@posted_from("members_account")
def end_sessions(request: HttpRequest) -> HttpResponse:
    """`/compte/sessions/`: end all others, or this one too, on all hosts."""
    user: Any = request.user
    proofs.end_sessions(user=user)
    if "everywhere" in request.POST:
        flows.logout.logout(request, show_message=False)
        return redirect("account_logout")
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed in here only: all your other sessions are ended."))
    return redirect("members_account")
