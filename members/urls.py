"""The doors of a host, and what stands behind one's own.

Included at the root of both address books, before Wagtail's: the admin has no door of its own.
"""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import data_urls, door_urls, naming, news_urls, views


def screen(view: Any, name: str) -> Any:
    """One of allauth's views, drawn by our template."""
    return view.as_view(template_name=f"screens/members/{name}.html")


to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/compte/mot-de-passe/oublie/")
# Their names are those that allauth asks for.
doors = [
    path("connexion/", views.SignIn.as_view(), name="account_login"),
    path("deconnexion/", views.SignOut.as_view(), name="account_logout"),
    path("inscription/", views.SignUp.as_view(), name="account_signup"),
    path("admin/login/", to_sign_in),
    path("admin/logout/", views.SignOut.as_view()),
    re_path(r"^admin/password_reset/.*$", to_reset),
]
account_pages = [
    path("compte/", views.Account.as_view(), name="members_account"),
    path("compte/nom/", naming.ChangeName.as_view(), name="members_name"),
    path(
        "compte/suspendu/",
        screen(account.AccountInactiveView, "inactive"),
        name="account_inactive",
    ),
    path(
        "compte/confirmer/",
        screen(account.EmailVerificationSentView, "confirmation_sent"),
        name="account_email_verification_sent",
    ),
    re_path(
        r"^compte/confirmer/(?P<key>[-:\w]+)/$",
        views.ConfirmEmail.as_view(),
        name="account_confirm_email",
    ),
    path("compte/verifier/", views.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("compte/mot-de-passe/", views.ChangePassword.as_view(), name="account_change_password"),
    path(
        "compte/mot-de-passe/choisir/",
        door_urls.proof_required(views.SetPassword.as_view()),
        name="account_set_password",
    ),
    path("compte/mot-de-passe/oublie/", views.AskReset.as_view(), name="account_reset_password"),
    path(
        "compte/mot-de-passe/oublie/envoye/",
        screen(account.PasswordResetDoneView, "reset_sent"),
        name="account_reset_password_done",
    ),
    re_path(
        r"^compte/mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[-\w]+)/$",
        views.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "compte/mot-de-passe/nouveau/",
        screen(account.PasswordResetFromKeyDoneView, "reset_done"),
        name="account_reset_password_from_key_done",
    ),
]
security_pages = [
    path("compte/securite/", screen(mfa.IndexView, "security"), name="mfa_index"),
    path("compte/securite/code/", views.AskCode.as_view(), name="mfa_authenticate"),
    path("compte/securite/verifier/", views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path(
        "compte/securite/codes/",
        door_urls.proof_required(views.ActivateCodes.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "compte/securite/codes/retirer/",
        screen(totp.DeactivateTOTPView, "deactivate_codes"),
        name="mfa_deactivate_totp",
    ),
    path(
        "compte/securite/secours/",
        screen(recovery.ViewRecoveryCodesView, "recovery_codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "compte/securite/secours/nouveaux/",
        screen(recovery.GenerateRecoveryCodesView, "new_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/securite/secours/codes.txt",
        recovery.DownloadRecoveryCodesView.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path(
        "compte/securite/cles/ajouter/",
        door_urls.proof_required(views.AddKey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "compte/securite/cles/verifier/",
        screen(webauthn.ReauthenticateWebAuthnView, "key_again"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "compte/securite/cles/<int:pk>/retirer/",
        screen(webauthn.RemoveWebAuthnView, "remove_key"),
        name="mfa_remove_webauthn",
    ),
]
urlpatterns = decorate_urlpatterns(
    [
        *doors,
        *door_urls.urlpatterns,
        *account_pages,
        *security_pages,
        *news_urls.urlpatterns,
        *data_urls.urlpatterns,
    ],
    never_cache,
)
