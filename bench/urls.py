"""The project's addresses, and one that answers nothing behind the full middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from site_core import urls as project


@never_cache
def empty(request: HttpRequest) -> HttpResponse:
    """An empty page that no cache keeps: what the framework and our middleware cost."""
    return HttpResponse()


urlpatterns = [path("banc/vide/", empty), *project.urlpatterns]
handler400, handler403, handler404 = project.handler400, project.handler403, project.handler404
