"""One's own data, and leaving."""

from django.urls import path, re_path

from . import data_views

urlpatterns = [
    path("compte/donnees/", data_views.data, name="members_data"),
    path("compte/donnees/textes/", data_views.accept_texts, name="members_accept_texts"),
    path("compte/donnees/archive/", data_views.archive, name="members_archive"),
    path("compte/donnees/fermer/", data_views.close, name="members_close"),
    path("compte/donnees/quitter/", data_views.leave, name="members_leave"),
    path("compte/ferme/", data_views.closed, name="members_closed"),
    re_path(r"^compte/rouvrir/(?P<sealed>[-:\w]+)/$", data_views.reopen, name="members_reopen"),
]
