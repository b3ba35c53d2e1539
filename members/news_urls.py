"""One's feed, what one asks for, what one follows."""

from django.urls import path

from . import feed_views

urlpatterns = [
    path("fil/", feed_views.my_feed, name="members_feed"),
    path("fil/<uuid:key>/flux.rss", feed_views.secret_feed, name="members_secret_feed"),
    path("suivre/", feed_views.follow, name="members_follow"),
    path("compte/criteres/", feed_views.criteria, name="members_criteria"),
    path("compte/criteres/flux/", feed_views.feed_address, name="members_feed_address"),
]
