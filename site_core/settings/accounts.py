"""Accounts by django-allauth: e-mail and password, a second factor, service mails."""

from . import env

ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
# In the browser that signed up only: elsewhere the link confirms the address and no more.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "members.links.HostTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 24 * 3600
# Sign-ins are counted by members.throttling, which counts failures only. `login_failed` is left to
# the codes of the second factor, `signup` lets a whole class register from one school.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "signup": "60/m/ip",
    "request_login_code": "120/m/ip,5/15m/key",
}
# Eight digits, in the mail of a person who may wait for it: 100 guesses an hour in 100 million.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
# How long what one was doing is kept between signing up and the click in the mail.
ACCOUNT_LOGIN_TIMEOUT = 60 * 60

MFA_ADAPTER = "members.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "members.forms.AddKeyForm",
    "authenticate_webauthn": "members.forms.UseKeyForm",
    "login_webauthn": "members.door_forms.UsePasskeyForm",
    "reauthenticate_webauthn": "members.forms.UseKeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # two requests each; there is nothing to guess
MFA_TOTP_ISSUER = "Kikalu"
MFA_TOTP_TOLERANCE = 1  # an old phone may be half a minute late
# The demo is served on http://*.localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.ENVIRONMENT != "production"

# One cookie for a signed-in person, bound to its host: no second one for messages.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
