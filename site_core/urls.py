"""The addresses of a territory; the operator's network site has its own in `urls_network.py`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from site_core.kernel import handoff, media

urlpatterns = [
    path(handoff.ARRIVAL.lstrip("/"), handoff.arrive, name="handoff"),
    path("", include("members.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.serve, name="media"),
    path("", include("messaging.urls")),
    path("", include("theming.urls")),
    path("", include("territory_pages.machine_urls")),
    *i18n_patterns(
        path("", include("agenda.urls")),
        path("", include("blog.urls")),
        path("", include("consultations.urls")),
        path("", include("territory_pages.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler400 = "site_core.errors.bad_request"
handler403 = "site_core.errors.permission_denied"
handler404 = "site_core.errors.page_not_found"
handler500 = "site_core.errors.server_error"
