"""Coming in, going out, one's account: thin views on django-allauth's."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.constants import LoginStageKey
from allauth.account.mixins import NextRedirectMixin
from allauth.account.models import get_emailconfirmation_model
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.generic import FormView, TemplateView

from site_core.kernel import policies

from . import forms, links, second_factor, services
from .brought import brought
from .models import Membership

TOO_MANY = {"too_many_login_attempts", "rate_limited"}
USUAL_WAIT = 300  # seconds
RESUME = "members.resume"  # where to go on after choosing a new password


class RefusalMixin:
    """A refused form is a 400, or a 429 that says when to come back; the page shows why."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was typed."""
        return self.answer_refused(super().form_invalid(form), form)  # type: ignore[misc]

    @staticmethod
    def answer_refused(response: HttpResponse, form: Any) -> HttpResponse:
        """That page, with the status of its first reason."""
        response.status_code = 400
        for error in (error for errors in form.errors.as_data().values() for error in errors):
            if error.code in TOO_MANY:
                response.status_code = 429
                response.headers["Retry-After"] = str(getattr(error, "seconds", USUAL_WAIT))
        return response


class SignIn(RefusalMixin, account.LoginView):
    """`/connexion/`."""

    form_class = forms.SignInForm
    template_name = "screens/members/sign_in.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> Any:
        """Whoever waits for a code may come back to their password."""
        if stage.key == LoginStageKey.LOGIN_BY_CODE:
            return None
        return super()._redirect_to_pending_stage(request, stage)


class SignOut(account.LogoutView):
    """`/deconnexion/`: asks, then says that it is done."""

    template_name = "screens/members/sign_out.html"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question, or the answer for who is already out."""
        return self.render_to_response(self.get_context_data())


def came_from(request: HttpRequest) -> dict[str, Any]:
    """What the page that somebody came from is about, for the form of registration."""
    territory = request.territory  # type: ignore[attr-defined]
    return brought(territory, request.GET.get("next", "")) if territory else {}


class SignUp(RefusalMixin, account.SignupView):
    """`/inscription/` on a territory; there is nothing to sign up to on the network site."""

    form_class = forms.SignUpForm
    template_name = "screens/members/sign_up.html"

    def get_initial(self) -> dict[str, Any]:
        """What the page that they came from is about."""
        return {**super().get_initial(), **came_from(self.request)}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Somebody who has an account from another territory only joins this one."""
        if request.territory is None:  # type: ignore[attr-defined]
            raise Http404
        if request.user.is_authenticated:
            return Join.as_view()(request)
        return super().dispatch(request, *args, **kwargs)


class Join(RefusalMixin, NextRedirectMixin, FormView):
    """The same address for a signed-in person: one field, or on to their account."""

    form_class = forms.JoinForm
    template_name = "screens/members/join.html"
    success_url = reverse_lazy("members_feed")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody joins twice."""
        if Membership.objects.filter(user=request.user).exists():
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The name of the account, to keep or to change; and what they came from."""
        return {"name": self.request.user.name, **came_from(self.request)}  # type: ignore[union-attr]

    def form_valid(self, form: Any) -> HttpResponse:
        """Join, and go on with what one was doing."""
        services.join(
            territory=self.request.territory,  # type: ignore[attr-defined]
            user=self.request.user,  # type: ignore[arg-type]
            name=form.cleaned_data["name"],
            wish=form.wish(),
            criteria=form.criteria(),
        )
        return super().form_valid(form)


class Account(LoginRequiredMixin, TemplateView):
    """`/compte/`: what this host knows of the person who looks."""

    template_name = "screens/members/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The membership here, whether a second factor is asked, whether the admin opens."""
        request: Any = self.request
        here = request.territory and Membership.objects.filter(user=request.user).first()
        return super().get_context_data(**kwargs) | {
            "membership": here,
            "has_second_factor": second_factor.has_one(request.user),
            "may_enter_admin": policies.may_enter_admin(request.user, request.territory),
        }


class ConfirmEmail(account.ConfirmEmailView):
    """`/compte/confirmer/<key>/`: a button, because mail programs open links by themselves."""

    template_name = "screens/members/confirm_email.html"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a link that is spent, expired or another host's; 403 for another account's."""
        response: HttpResponse = super().get(*args, **kwargs)
        if self.object is None:
            response.status_code = 404
        elif self.is_of_another_account():
            response.status_code = 403
        return response

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The address is confirmed; whoever is signed in as somebody else is told so instead."""
        self.object = self.get_object()
        if self.is_of_another_account():
            return self.get(*args, **kwargs)
        if "refuse" in self.request.POST:
            services.refuse_sign_up(user=self.object.email_address.user)
            return render(self.request, "screens/members/sign_up_refused.html")
        response: HttpResponse = super().post(*args, **kwargs)
        return response

    def is_of_another_account(self) -> bool:
        """Whether the link was sent to somebody else than the person who is signed in."""
        user = self.request.user
        return user.is_authenticated and user.pk != self.object.email_address.user_id

    def logout_other_user(self, confirmation: Any) -> None:
        """A link signs nobody out."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it was forwarded."""
        forwarded = self.object is not None and self.is_of_another_account()
        return super().get_context_data(**kwargs) | {"is_of_another_account": forwarded}

    def get_redirect_url(self) -> str:
        """On with what one was doing, through the door in a browser where one is not signed in."""
        url: str = super().get_redirect_url()
        if self.request.user.is_authenticated:
            return url
        return f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: url})}"

    def get_object(self, queryset: Any = None) -> Any:
        """What the link confirms, if it was sent by this host."""
        key = links.unseal(self.kwargs["key"])
        confirmation = get_emailconfirmation_model().from_key(key) if key else None
        if confirmation is None:
            raise Http404
        return confirmation


class AskReset(RefusalMixin, account.PasswordResetView):
    """`/compte/mot-de-passe/oublie/`: one answer, whether or not there is an account."""

    form_class = forms.AskResetForm
    template_name = "screens/members/ask_reset.html"

    def get_success_url(self) -> str:
        """Where it says that a mail is on its way; what one was doing waits in the session."""
        if wanted := self.get_next_url():
            self.request.session[RESUME] = wanted
        return reverse("account_reset_password_done")


class ResetPassword(RefusalMixin, account.PasswordResetFromKeyView):
    """The link of the mail; its token leaves the address at once."""

    form_class = forms.NewPasswordForm
    template_name = "screens/members/reset_password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever followed the link reads the address it was sent to: no other proof is asked."""
        services.confirm_address(user=self.reset_user)
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        """Where it says that it is done, and leads on to what one was doing in this browser."""
        done = reverse("account_reset_password_from_key_done")
        wanted = self.request.session.pop(RESUME, "")
        return f"{done}?{urlencode({'next': wanted})}" if wanted else done

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """404 for a token that is spent, expired or another host's."""
        if context.get("token_fail"):
            kwargs["status"] = 404
        response: HttpResponse = super().render_to_response(context, **kwargs)
        return response


class ChangePassword(RefusalMixin, account.PasswordChangeView):
    """`/compte/mot-de-passe/`: the other sessions end, this one goes on."""

    form_class = forms.ChangePasswordForm
    template_name = "screens/members/change_password.html"


class SetPassword(RefusalMixin, account.PasswordSetView):
    """The first password of an account that was opened without one."""

    form_class = forms.NewPasswordForm
    template_name = "screens/members/change_password.html"


class PasswordAgain(RefusalMixin, account.ReauthenticateView):
    """`/compte/verifier/`."""

    form_class = forms.PasswordAgainForm
    template_name = "screens/members/password_again.html"


class AskCode(RefusalMixin, mfa.AuthenticateView):
    """The second step of signing in."""

    template_name = "screens/members/ask_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the person has keys at all, and one that this host knows."""
        hostname = self.request.hostname
        user = self.stage.login.user
        keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        here = [second_factor.is_of_host(key, hostname) for key in keys]
        return super().get_context_data(**kwargs) | {"has_keys": bool(here), "may_use": any(here)}


class CodeAgain(RefusalMixin, mfa.ReauthenticateView):
    """A code once more, before something that matters."""

    template_name = "screens/members/code_again.html"


class ActivateCodes(RefusalMixin, totp.ActivateTOTPView):
    """Linking an app that gives codes (TOTP, RFC 6238)."""

    template_name = "screens/members/activate_codes.html"


class AddKey(RefusalMixin, webauthn.AddWebAuthnView):
    """Adding a key (WebAuthn) to this host."""

    template_name = "screens/members/add_key.html"
