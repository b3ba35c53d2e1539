"""Uploaded files, served by us: only on their territory's host, and only to those who may see."""

import re
from mimetypes import guess_type

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import CollectionViewRestriction

from .models.media import KikaluDocument, KikaluImage, KikaluRendition
from .models.territory import Territory

STORED = re.compile(r"^(?P<owner>[0-9a-f-]{36})/(?P<kind>[a-z]+)/[\w-]+\.[a-z0-9]{1,5}$")
INLINE = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
IMMUTABLE = 365 * 24 * 3600  # seconds: a file's name is random and never used again


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of this host's territory; Http404 for any other, and for those it is closed to.

    Pictures are shown, everything else is downloaded; nothing served here may run.
    """
    territory: Territory | None = request.territory  # type: ignore[attr-defined]
    found = STORED.match(path)
    if territory is None or not found or found["owner"] != str(territory.public_id):
        raise Http404
    private = restrictions(territory, found["kind"], path)
    if any(not restriction.accept_request(request) for restriction in private):
        raise Http404
    if not isinstance(default_storage, FileSystemStorage):
        return HttpResponseRedirect(default_storage.url(path))
    if not default_storage.exists(path):
        raise Http404
    kind = guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(
        default_storage.open(path), content_type=kind, as_attachment=kind not in INLINE
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if private:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, immutable=True, max_age=IMMUTABLE)
    return response


def restrictions(territory: Territory, kind: str, path: str) -> list[CollectionViewRestriction]:
    """What closes a file to the public; one query when nothing in the territory is closed."""
    root = territory.collection.path
    closed = list(
        CollectionViewRestriction.objects.filter(collection__path__startswith=root).select_related(
            "collection"
        )
    )
    if not closed:
        return []
    home = {
        "images": KikaluImage.objects.filter(file=path),
        "renditions": KikaluImage.objects.filter(
            pk__in=KikaluRendition.objects.filter(file=path).values("image")
        ),
        "documents": KikaluDocument.objects.filter(file=path),
    }.get(kind, KikaluImage.objects.none())
    collection = home.values_list("collection__path", flat=True).first()
    if collection is None:
        raise Http404
    return [one for one in closed if collection.startswith(one.collection.path)]
