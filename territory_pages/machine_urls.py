"""The addresses at which programs expect the same files on every site: no language before them."""

from django.urls import path

from . import machine_files

urlpatterns = [
    path("manifest.webmanifest", machine_files.manifest, name="manifest"),
    path("robots.txt", machine_files.robots, name="robots"),
    path("sitemap.xml", machine_files.sitemap, name="sitemap"),
]
