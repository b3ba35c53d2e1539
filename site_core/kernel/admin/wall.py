"""The wall in front of Wagtail's admin: who may pass this door, and whose rows the address names.

Wagtail loads a page by its number before it asks who may see it, and names it when it refuses.
Every number that an address or a form carries is therefore looked up here first: a page of another
territory does not exist on this host, unless the person has a role there; then they are led there.
"""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from wagtail.models import (
    Page,
    PageViewRestriction,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.permissions import policy_registry

from .. import handoff, places, policies, territories
from ..models.territory import Territory
from . import doors

PAGE_KWARGS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# Pages under another name.
PAGE_KWARGS_OF = {
    "wagtailadmin_pages:revisions_compare": ("pk",),
    "wagtailadmin_api:pages:detail": ("pk",),
}
# Where people go above the homes of several languages.
EXPLORERS = {
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_choose_page_child",
}
# Parameters of addresses and fields of forms that hold the number of a page.
PAGE_FIELDS = ("childOf", "chooser", "new_parent_page", "parent_page", "target_pages[]")
LISTS_OF_PAGES = {"wagtailadmin_choose_page_chosen_multiple", "wagtail_bulk_action"}
# Where `?id=` is the number of a row, given as often as there are rows.
LISTS_OF_ROWS = LISTS_OF_PAGES | {
    "wagtaildocs_chooser:chosen_multiple",
    "wagtailimages_chooser:chosen_multiple",
}
# Numbers that Wagtail takes as any text.
NUMBERS_AS_TEXT = ("pk", "object_id")
ALL = "all"
# Buttons of wagtail-localize's own editor, which stays closed (see `settings/i18n.py`).
SYNCHRONISED = "localize-"
FILES = ("picture", "image", "document", "logo")
MOST_BLOCKS = 1_000  # in one text
LONGEST_NUMBER = 18  # digits: what a 64-bit column can hold


def refuse_or_lead(request: HttpRequest, view: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Nothing when the person may go on; else Http404, or the way to another host."""
    match = request.resolver_match
    name = match.view_name if match else ""
    territory: Territory | None = request.territory  # type: ignore[attr-defined]
    if name in doors.FURNITURE or request.path_info.startswith(doors.ENTRANCES):
        return None
    if name in doors.ELSEWHERE:
        return HttpResponseRedirect(doors.ELSEWHERE[name])
    if not doors.exists_here(name, on_network=territory is None):
        raise Http404
    if not request.user.is_authenticated:
        return None  # Wagtail leads to the sign-in page.
    if not doors.is_open(name, policies.actors(request.user, territory)):
        raise Http404
    require_numbers_that_exist(request, name, kwargs)
    require_whole_form(request)
    if name == "wagtail_bulk_action":
        require_bulk_model(request, kwargs)
    if away := page_elsewhere(name, kwargs):
        return lead_to(request, away)
    require_fields_here(request, name, kwargs)
    require_parts_of_page(request, kwargs)
    request.all_page_view_restriction_paths = restricted_paths()  # type: ignore[attr-defined]
    if name == "wagtailadmin_choose_page":
        return choose_from_home(request, view)
    return None


def restricted_paths() -> QuerySet[PageViewRestriction, str]:
    """The paths of the pages in scope that not everybody may read, asked for once a request.

    Wagtail's tag `test_page_is_public` takes them from the request, else reads those of every page
    there is.
    """
    pages = Page.objects.filter(places.under(home.path for home in places.homes_in_scope() or ()))
    restricted: QuerySet[PageViewRestriction, str] = PageViewRestriction.objects.filter(
        page__in=pages
    ).values_list("page__path", flat=True)
    return restricted


def choose_from_home(request: HttpRequest, view: Any) -> HttpResponse | None:
    """Begin at the home: Wagtail would look through every page to find where to begin."""
    root = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
    return view(request, parent_page_id=root.pk) if root else None


def require_numbers_that_exist(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
    """Http404 for a number that no column can hold, where Wagtail would ask the database."""
    for field in NUMBERS_AS_TEXT:
        if field in kwargs:
            number(str(kwargs[field]))
    if name in LISTS_OF_ROWS:
        for text in [*request.GET.getlist("id"), *request.POST.getlist("id")]:
            if text != ALL:
                number(text)
    typed = [text for _name, texts in request.GET.lists() for text in texts]
    for text in [*typed, *map(str, kwargs.values())]:
        if len(text) > LONGEST_NUMBER and text.isdecimal():
            raise Http404


def require_whole_form(request: HttpRequest) -> None:
    """BadRequest for what no form of the admin sends, where Wagtail would fail over it."""
    if request.method != "POST":
        return
    for name, typed in request.POST.items():
        text = str(typed)
        is_count = name.endswith(("-count", "-TOTAL_FORMS"))
        if is_count and not (text.isdecimal() and int(text[:LONGEST_NUMBER]) <= MOST_BLOCKS):
            raise BadRequest(name)
        if name in FILES and text and not text.isdecimal():
            raise BadRequest(name)
        if name == "new_parent_page" and not text:
            raise BadRequest(name)
        if name.startswith(SYNCHRONISED):
            raise BadRequest(name)


def require_bulk_model(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Http404 unless this person may act on many rows of this model at once."""
    model = (kwargs["app_label"], kwargs["model_name"])
    allowed = doors.BULK_MODELS.get(model, frozenset())
    territory = request.territory  # type: ignore[attr-defined]
    if allowed.isdisjoint(policies.actors(request.user, territory)):
        raise Http404


def page_elsewhere(name: str, kwargs: dict[str, Any]) -> Page | None:
    """The page of the address that is not in scope, None when all are; Http404 when one is not."""
    fields = (*PAGE_KWARGS, *PAGE_KWARGS_OF.get(name, ()))
    numbers = {int(kwargs[field]) for field in fields if kwargs.get(field) is not None}
    if kwargs.get("model_name") == "page" and "object_id" in kwargs:
        numbers.add(number(kwargs["object_id"]))
    if not numbers:
        return None
    pages = Page.objects.in_bulk(numbers)
    if len(pages) != len(numbers):
        raise Http404
    for page in pages.values():
        is_root_above_homes = (
            page.depth == 1 and name in EXPLORERS and len(places.homes_in_scope() or ()) > 1
        )
        if not places.in_scope(page.path) and not is_root_above_homes:
            return page
    return None


def lead_to(request: HttpRequest, page: Page) -> HttpResponse:
    """To the same screen on the host of the page's territory, for people who have a role there.

    From a home Wagtail leads to the page above, the root of all territories: back to the home.
    """
    here: Territory | None = request.territory  # type: ignore[attr-defined]
    match = request.resolver_match
    if here and page.is_root() and match and match.view_name == "wagtailadmin_explore":
        return redirect(match.view_name, here.site.root_page_id)
    territory = territories.territory_of_path(page.path)
    if (
        request.method != "GET"
        or territory is None
        or territory == here
        or not policies.may_enter_admin(request.user, territory)
    ):
        raise Http404
    return handoff.depart(request, territory, request.get_full_path())


def require_fields_here(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
    """Http404 when a parameter or a field names a page out of scope."""
    about_pages = name in LISTS_OF_PAGES and kwargs.get("model_name", "page") == "page"
    fields = (*PAGE_FIELDS, "id") if about_pages else PAGE_FIELDS
    if "pages:" not in name and "choose_page" not in name and not about_pages:
        return
    sources = [request.GET] if request.method != "POST" else [request.GET, request.POST]
    typed = {
        text for source in sources for field in fields for text in source.getlist(field) if text
    }
    if about_pages and ALL in typed:
        # Without a parent, "all" would be every page of every territory.
        if not request.GET.get("childOf"):
            raise Http404
        typed.discard(ALL)
    numbers = {number(text) for text in typed}
    pages = Page.objects.filter(pk__in=numbers).values_list("path", flat=True) if numbers else []
    if len(pages) != len(numbers) or not all(places.in_scope(path) for path in pages):
        raise Http404


def require_parts_of_page(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Http404 when a version or a step of review is another page's, an upload somebody else's."""
    page = str(kwargs.get("page_id"))
    parts: dict[str, Any] = {
        "revision_id": Revision.page_revisions.filter(object_id=page),
        "task_state_id": TaskState.objects.filter(workflow_state__object_id=page),
        "workflow_state_id": WorkflowState.objects.filter(object_id=page),
        "uploaded_file_id": UploadedFile.objects.filter(uploaded_by_user=request.user),
    }
    for field, rows in parts.items():
        if field in kwargs and not rows.filter(pk=kwargs[field]).exists():
            raise Http404


def number(text: str) -> int:
    """The number of a row; Http404 when the text is none."""
    if not text.isascii() or not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise Http404
    return int(text)
