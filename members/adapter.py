"""How django-allauth behaves here: whose mails it sends, what links, what it refuses and says."""

from contextlib import closing
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy, ngettext

from site_core.kernel import mail
from site_core.kernel.addresses import public_url
from site_core.kernel.mail import Fate
from site_core.kernel.proxies import client_address

from . import links, throttling
from .services import may_come_back, waiting_mail

CODES_LAST, LINKS_LAST = timedelta(minutes=15), timedelta(days=3)
# What the next page says; what is not here, that page says by itself.
SAID = {
    "email_confirmation_failed": gettext_lazy("This address belongs to another account."),
    "email_confirmed": gettext_lazy("Your address is confirmed."),
    "logged_in": gettext_lazy("You are signed in."),
    "password_changed": gettext_lazy("Your password is changed."),
    "password_set": gettext_lazy("Your password is kept."),
    "recovery_codes_generated": gettext_lazy("Your recovery codes are ready: print them."),
    "totp_activated": gettext_lazy("Your app is linked to your account."),
    "totp_deactivated": gettext_lazy("The app is no longer linked to your account."),
    "webauthn_added": gettext_lazy("The key is added."),
    "webauthn_removed": gettext_lazy("The key is removed."),
}
NOTICES = {
    "email_changed": gettext_lazy("The e-mail address of your account was changed."),
    "email_deleted": gettext_lazy("An e-mail address was removed from your account."),
    "password_changed": gettext_lazy("Your password was changed."),
    "password_reset": gettext_lazy("A new password was chosen through a link sent by mail."),
    "password_set": gettext_lazy("A password was added to your account."),
    "recovery_codes_generated": gettext_lazy("New recovery codes replaced the former ones."),
    "totp_activated": gettext_lazy("Codes from an app are now asked when you sign in."),
    "totp_deactivated": gettext_lazy("Codes from an app are no longer asked when you sign in."),
    "webauthn_added": gettext_lazy("A security key was added to your account."),
    "webauthn_removed": gettext_lazy("A security key was removed from your account."),
}


class TooManyFailures(ValidationError):
    """Too many wrong passwords; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        sentence = ngettext(
            "Too many failed attempts. Try again in %(minutes)d minute, or choose a new password.",
            "Too many failed attempts. Try again in %(minutes)d minutes, or choose a new password.",
            minutes,
        )
        super().__init__(sentence, "too_many_login_attempts", {"minutes": minutes})
        self.seconds = seconds


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened on one host, and every word they are sent is that host's."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "This e-mail address and this password do not go together. Check both, or choose a new "
            "password."
        ),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not the right one. Wait for the next one."),
        "too_many_login_attempts": gettext_lazy(
            "Too many failed attempts. Try again in five minutes."
        ),
        "rate_limited": gettext_lazy("Too many attempts. Try again in five minutes."),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: one answer, in HTML, whatever a script claims to be."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether a person may be sent there after a form: on this host only."""
        request: HttpRequest = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The page that says it is done."""
        return reverse("account_logout")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The news that were just asked for; the account where there is no territory."""
        return reverse("members_feed" if request.territory else "members_account")  # type: ignore[attr-defined]

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """As after signing up: this is its last step."""
        return self.get_signup_redirect_url(self.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account, which shows the message."""
        return reverse("members_account")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted for."""
        return client_address(request)

    def add_message(  # noqa: PLR0917 - allauth's own signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our own sentence in place of allauth's template."""
        said = message or SAID.get(last_part(message_template or "").removesuffix(".txt"))
        if said:
            messages.add_message(request, level, str(said), extra_tags)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A code by mail for who has neither a password nor a second factor."""
        if not user.is_authenticated:
            return []
        by_code = {
            "id": "members_prove_by_code",
            "description": gettext_lazy("Receive a code by mail"),
            "url": reverse("members_prove_by_code"),
        }
        return super().get_reauthentication_methods(user) or [by_code]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raise TooManyFailures before any password is looked at."""
        seconds = throttling.seconds_to_wait(
            account=credentials["email"], address=client_address(request)
        )
        if seconds:
            raise TooManyFailures(seconds)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, for a known address as for an unknown one."""
        throttling.record_failure(account=credentials["email"], address=client_address(request))

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """What allauth calls once a new password was chosen by mail."""
        throttling.forget(account=credentials["email"])

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Tell who has proved that a closed account is theirs, and there alone, how to open it."""
        request.session["account_may_come_back"] = may_come_back(user)
        return super().respond_user_inactive(request, user)

    def get_from_email(self) -> str:
        """The territory of the host."""
        return mail.sender(self.request.territory)

    def format_email_subject(self, subject: str) -> str:
        """Whose mail it is comes first."""
        return f"[{mail.place_name(self.request.territory)}] {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of `emails/members/`, or keep it until the mail server is up again.

        Nobody learns from a mail server that is down which accounts there are.
        """
        request = self.request
        here = mail.signature(request.territory) | {
            "sign_in_url": self.link("account_login"),
            "sign_up_url": self.link("account_signup") if request.territory else "",
            "reset_url": self.link("account_reset_password"),
            "email": email,
        }
        message: EmailMessage = self.render_mail(
            f"emails/members/{last_part(template_prefix)}",
            email,
            context | here,
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.reply_to = mail.answered_by(request.territory)
        with closing(get_connection()) as connection:
            fate = mail.hand_over(message, connection)
        if fate in (Fate.REFUSED, Fate.DOWN):
            waiting_mail.keep(message, CODES_LAST if "code" in context else LINKS_LAST)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of an account what has just changed in it."""
        address = email or EmailAddress.objects.get_primary_email(user)
        notice = NOTICES[last_part(template_prefix)]
        facts = {"user": user, "notice": notice, "at": timezone.now()}
        self.send_mail("security_notice", address, facts)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody signed up with an address that has an account: only its owner is told."""
        self.send_mail("account_already_exists", email, {})

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """A link that only this host opens, and that leads on to what one was doing."""
        link = self.link("account_confirm_email", key=links.seal(emailconfirmation.key))
        return passthrough_next_redirect_url(request, link, REDIRECT_FIELD_NAME)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link that only this host opens: the token itself is bound to it."""
        uid, _dash, token = key.partition("-")
        return self.link("account_reset_password_from_key", uidb36=uid, key=token)

    def link(self, name: str, **kwargs: Any) -> str:
        """An address of this host as people reach it: nothing in it comes from the request."""
        return public_url(self.request.hostname) + reverse(name, kwargs=kwargs)


def last_part(path: str) -> str:
    """What stands after the last slash."""
    return path.rpartition("/")[2]
