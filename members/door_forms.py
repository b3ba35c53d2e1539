"""What people type at the other doors, and to prove that they read an address."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .forms import CredentialField, email_field, whole_credential
from .models import User

LONGEST_CODE = 20


class AskSignInCodeForm(allauth_forms.RequestLoginCodeForm):
    """The address that a code is sent to."""

    email = email_field()

    def clean_email(self) -> str:
        """The address, and the account it opens, if any: a closed one is told so later."""
        email = str(self.cleaned_data["email"]).lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise ValidationError(
                _("Several codes have been sent to this address. Use the last, or wait a while."),
                code="rate_limited",
            )
        self._user = User.objects.filter(email=email).first()
        return email


class SignInCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code of the mail; failures count as those of passwords do."""

    code = forms.CharField(
        label=_("Code received by mail"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """The code, unless too many were tried."""
        adapter = get_adapter()
        adapter.pre_authenticate(context.request, email=self.email)
        try:
            return str(super().clean_code())
        except ValidationError as error:
            adapter.authentication_failed(context.request, email=self.email)
            raise ValidationError(
                _("This is not the code that we sent last. Read it again."), code="incorrect_code"
            ) from error


class UsePasskeyForm(key_forms.LoginWebAuthnForm):
    """A key that is enough by itself."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """The key, once its proof is checked."""
        with whole_credential():
            return super().clean_credential()


class NewAddressForm(AskSignInCodeForm):
    """The address that an account is to have."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")

    def clean_email(self) -> str:
        """Another address than the one the account has."""
        email = str(self.cleaned_data["email"]).lower()
        if email == self.user.email:
            raise ValidationError(_("This is the address of your account already."))
        return super().clean_email()
