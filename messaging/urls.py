"""The addresses of comments."""

from django.urls import path

from . import views

app_name = "messaging"
urlpatterns = [
    path("commentaires/<int:page_id>/", views.comment, name="comment"),
    path("commentaires/<int:comment_id>/retirer/", views.remove, name="remove"),
]
