"""The addresses of the doors that need no password, and of what proves whose account it is."""

from django.urls import path, re_path

from . import address_views, doors
from .address_views import proof_required

__all__ = ["proof_required", "urlpatterns"]

urlpatterns = [
    path("connexion/code/", doors.AskSignInCode.as_view(), name="account_request_login_code"),
    path(
        "connexion/code/confirmer/",
        doors.UseSignInCode.as_view(),
        name="account_confirm_login_code",
    ),
    path("connexion/cle/", doors.UsePasskey.as_view(), name="mfa_login_webauthn"),
    path("compte/securite/cles/", doors.Keys.as_view(), name="mfa_list_webauthn"),
    path("compte/adresse/", address_views.ask, name="members_address"),
    path("compte/adresse/confirmer/", address_views.confirm, name="members_confirm_address"),
    re_path(
        r"^compte/adresse/reprendre/(?P<sealed>[-:\w]+)/$",
        address_views.take_back,
        name="members_take_back",
    ),
    path("compte/verifier/code/", address_views.prove_by_code, name="members_prove_by_code"),
    path("compte/sessions/", doors.end_sessions, name="members_sessions"),
]
