"""The addresses of the doors that need no password."""

from django.urls import path

from . import doors

urlpatterns = [
    path("connexion/code/", doors.AskSignInCode.as_view(), name="account_request_login_code"),
    path(
        "connexion/code/confirmer/",
        doors.UseSignInCode.as_view(),
        name="account_confirm_login_code",
    ),
    path("connexion/cle/", doors.UsePasskey.as_view(), name="mfa_login_webauthn"),
    path("compte/securite/cles/", doors.Keys.as_view(), name="mfa_list_webauthn"),
    path("compte/sessions/", doors.end_sessions, name="members_sessions"),
]
