"""The other doors of `/connexion/`, and closing them all."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal import flows
from allauth.account.internal.constants import LoginStageKey
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import door_forms as forms
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


@login_required
@require_POST
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
