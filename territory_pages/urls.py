"""What a territory answers by a view; its pages are found by their path."""

from django.urls import path

from . import map_views, views

app_name = "territory_pages"
urlpatterns = [
    path("carte/", map_views.map_page, name="map"),
    path("carte.geojson", map_views.points, name="points"),
    path("recherche/", views.search, name="search"),
]
