"""The addresses of comments and of the contact form."""

from django.urls import path

from . import contact, digest_views, notification_views, views

app_name = "messaging"
urlpatterns = [
    path("commentaires/<int:page_id>/", views.comment, name="comment"),
    path("commentaires/<int:comment_id>/retirer/", views.remove, name="remove"),
    path("notifications/", notification_views.notifications, name="notifications"),
    path("notifications/vues/", notification_views.seen, name="seen"),
    path("compte/preferences/", notification_views.preferences, name="preferences"),
    path("notifications/<uuid:public_id>/", notification_views.notification, name="notification"),
    path("lettre/<str:token>/", digest_views.stop, name="stop_digest"),
    path("contact/ecrire/", contact.write, name="contact"),
    path("contact/merci/", contact.thanks, name="contact_thanks"),
]
