"""The agenda by month, and for other programs; the pages themselves are found by their path."""

from django.urls import path, re_path

from . import feeds, views

app_name = "agenda"
urlpatterns = [
    path("agenda.ics", feeds.all_events, name="calendar"),
    re_path(r"^agenda/(?P<slug>[\w-]+)\.ics$", feeds.one_event, name="event_file"),
    re_path(
        r"^agenda/mois/(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])/$", views.month, name="month"
    ),
]
