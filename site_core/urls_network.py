"""The addresses of the network site: its pages, and the operator's console."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from territory_pages import machine_files

urlpatterns = [
    path("", include("members.urls")),
    path("", include("console.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("theming.urls")),
    path("robots.txt", machine_files.robots, name="robots"),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]

handler400 = "site_core.errors.bad_request"
handler403 = "site_core.errors.permission_denied"
handler404 = "site_core.errors.page_not_found"
handler500 = "site_core.errors.server_error"
