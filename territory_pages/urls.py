"""What a territory answers by a view; its pages are found by their path."""

from django.urls import path

from . import views

app_name = "territory_pages"
urlpatterns = [
    path("recherche/", views.search, name="search"),
]
