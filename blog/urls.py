"""The feeds; the pages themselves are found by their path."""

from django.urls import path, re_path

from . import feeds

app_name = "blog"
urlpatterns = [
    path("flux.rss", feeds.territory_posts, name="feed"),
    path("blogs/flux.rss", feeds.territory_posts, name="all_blogs_feed"),
    re_path(r"^blogs/(?P<slug>[\w-]+)/flux\.rss$", feeds.blog_posts, name="blog_feed"),
]
