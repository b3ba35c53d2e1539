"""What people type to come in: shapes only, rights and acts are elsewhere."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import signup as signup_flow
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from site_core.kernel import territories

from . import addresses, mail_domains, names, services
from .criteria_forms import RegistrationMixin, registration_fields
from .models import User

LONGEST_EMAIL = 254  # RFC 5321
LONGEST_NAME = 80
LONGEST_PASSWORD = 128  # CNIL 2022-100 asks for no less


class AddressField(forms.EmailField):
    """An e-mail address, however it is typed: one mailbox never has two accounts."""

    def clean(self, value: Any) -> str:
        """The address in its normal form."""
        address = str(super().clean(value))
        try:
            return addresses.normal(address) if address else address
        except UnicodeError as error:
            raise ValidationError(EmailValidator.message, code="invalid") from error


def email_field() -> AddressField:
    """The address that is also the user name, so that password managers know it."""
    widget = forms.EmailInput(attrs={"autocomplete": "username"})
    return AddressField(label=_("E-mail address"), max_length=LONGEST_EMAIL, widget=widget)


def current_password_field(label: Any) -> forms.CharField:
    """The password of an account that exists."""
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, max_length=LONGEST_PASSWORD, strip=False, widget=widget)


def new_password_field(label: Any) -> forms.CharField:
    """A password being chosen."""
    return forms.CharField(
        label=label,
        help_text=_("At least twelve characters. A sentence does very well."),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NameField(forms.CharField):
    """The name a person shows in the territory in scope.

    `user` is the account that will show it, when there is one: what one was checked to be, one may
    be called.
    """

    user: Any = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Name shown"),
            help_text=_("Your name, your first name and an initial, or a pseudonym."),
            max_length=LONGEST_NAME,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The name in normal form; refused when one would be taken for somebody else."""
        name = names.clean_name(super().clean(value))
        services.check_name(territory=territories.here(), name=name, user=self.user)
        return name


class SignInForm(allauth_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "email": email_field(),
            "password": current_password_field(_("Password")),
            "remember": forms.BooleanField(
                label=_("Stay signed in on this device (not on a shared computer)"),
                required=False,
            ),
        }

    def clean_email(self) -> str:
        """The address in lower case, under the name that allauth reads too."""
        email = str(self.cleaned_data["email"]).lower()
        self.cleaned_data["login"] = email
        return email


class SignUpForm(RegistrationMixin, allauth_forms.SignupForm):
    """A name, an address, a password; and what one wants to read, which may be left as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = email_field()
        email.help_text = _("To confirm your registration. It is never shown.")
        self.fields = {
            "name": NameField(),
            "email": email,
            "checked_email": forms.CharField(required=False, widget=forms.HiddenInput),
            "password": new_password_field(_("Password")),
            **registration_fields(),
        }

    def clean_email(self) -> str:
        """The address, once it is sure that its domain was not mistyped: no mail would tell."""
        email: str = super().clean_email()
        meant, form = mail_domains.meant(email), cast("Any", self)
        if meant and form.data.get("checked_email") != email:
            form.data = form.data.copy()
            form.data["checked_email"] = email
            raise ValidationError(
                _("Did you mean %(meant)s? Correct it, or send it again if it is right."),
                params={"meant": meant},
            )
        return email

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easy to guess for this person."""
        data: dict[str, Any] = self.cleaned_data
        if "password" in data:
            person = User(email=data.get("email", ""), name=data.get("name", ""))
            try:
                get_adapter().clean_password(data["password"], user=person)
            except ValidationError as error:
                self.add_error("password", error)
        return data

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Open the account and join; when the address is taken, tell only its owner, by mail.

        Both ways take the time of hashing one password and end on the same page.
        """
        data = self.cleaned_data
        if not self.account_already_exists:
            try:
                return self.register(request), None
            except services.AccountExists:
                pass  # taken since the form was checked
        else:
            get_user_model()().set_password(data["password"])
        return None, signup_flow.prevent_enumeration(request, email=data["email"])

    def register(self, request: HttpRequest) -> User:
        """The new account, with its membership of the host's territory."""
        data = self.cleaned_data
        return services.sign_up(
            territory=request.territory,  # type: ignore[attr-defined]
            email=data["email"],
            name=data["name"],
            password=data["password"],
            wish=self.wish(),
            criteria=self.criteria(),
        )


class JoinForm(RegistrationMixin, forms.Form):
    """Joining a territory with the account one has from another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"name": NameField(), **registration_fields()}


class NameForm(forms.Form):
    """Another name, for what one writes and wrote."""

    name = NameField()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("NameField", self.fields["name"]).user = user


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown, and chosen again by mail."""

    password = new_password_field(_("New password"))

    def __init__(
        self, *args: Any, user: User | None = None, temp_key: str = "", **kwargs: Any
    ) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse what is easy to guess."""
        password: str = get_adapter().clean_password(self.cleaned_data["password"], self.user)
        return password

    def save(self) -> None:
        """Every session that was opened with the former password ends."""
        get_adapter().set_password(self.user, self.cleaned_data["password"])


class ChangePasswordForm(NewPasswordForm):
    """The current password, so that a borrowed browser is not enough, and the new one."""

    current_password = current_password_field(_("Current password"))
    field_order = ("current_password", "password")

    def clean_current_password(self) -> str:
        """Failures count as those of signing in do."""
        password: str = self.cleaned_data["current_password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class PasswordAgainForm(allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    password = current_password_field(_("Password"))


class AskResetForm(allauth_forms.ResetPasswordForm):
    """The address that the link is sent to."""

    email = email_field()


@contextmanager
def whole_credential() -> Iterator[None]:
    """What a browser sends for a key comes through a person's hands: refuse what is not whole."""
    try:
        yield
    except (
        AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error,
    ) as error:  # fmt: skip
        raise ValidationError(
            _("Your browser sent something else than a key. Try again, or use a code."),
            code="incorrect_code",
        ) from error


class CredentialField(forms.JSONField):
    """What a browser says of a key, which is no longer than it has to be."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """What was sent, if it can be read."""
        with whole_credential():
            return super().to_python(value)


class AddKeyForm(key_forms.AddWebAuthnForm):
    """A key (WebAuthn) made for this host."""

    credential = CredentialField()

    name = forms.CharField(label=_("Name of this key"), max_length=LONGEST_NAME, required=False)
    passwordless = forms.BooleanField(
        label=_("This key is enough to sign me in, without my password (passkey)"),
        help_text=_(
            "Needs a key that checks who you are, by a finger, your face or a PIN: "
            "untick for an older one."
        ),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        """The key, once its proof is checked."""
        with whole_credential():
            data: dict[str, Any] = super().clean()
        return data


class UseKeyForm(key_forms.AuthenticateWebAuthnForm):
    """A key used to sign in."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """The key, once its proof is checked."""
        with whole_credential():
            return super().clean_credential()


class UseKeyAgainForm(key_forms.ReauthenticateWebAuthnForm):
    """A key used once more, before something that matters."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """The key, once its proof is checked."""
        with whole_credential():
            return super().clean_credential()
