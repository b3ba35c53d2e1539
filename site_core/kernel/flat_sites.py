"""Wagtail's lookups of sites and addresses, at a cost that does not grow with their number.

Wagtail 8.0.1 turns a page into an address by loading every `Site` with the translations of its
root page, and several admin screens draw one choice for each `Site`. Here a page's first path
segment names its home (a child of the tree's root), and one indexed query gives the sites of that
home. What must hold: the root page of a Site is at depth 2, no Site is the default one, a host
name belongs to one Site. `docs/decisions/0003-flat-site-lookups.md` says why, and what to do when
a pin below no longer matches the Wagtail that is installed.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import Count, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import ConfirmImportForm, RedirectForm
from wagtail.contrib.settings.forms import SitePermissionForm
from wagtail.contrib.settings.views import EditView
from wagtail.models import AbstractPage, Page, Site
from wagtail.models.sites import SiteRootPath

from .addresses import public_url

Homes = dict[str, list[tuple[int, str, str]]]

HOME_DEPTH = 2
MOST_HOMES = 1_000
PAGE_INDEXES = {
    # Every territory has a page `blogs`: which is that of one, when a page is asked for or saved.
    "kernel_page_slug_path": "slug, path",
    # The events of a territory, without reading its posts.
    "kernel_page_type_path": "content_type_id, path",
}
LISTS_OF_EVERYONE = ("site", "owner", "edited_by")

_memory: ContextVar[Homes | None] = ContextVar("homes", default=None)

REDIRECTS = "wagtail.contrib.redirects"
# What is replaced, then what is relied upon; each with the digest of its source in Wagtail 8.0.1.
PINS = {
    "wagtail.admin.templatetags.wagtailadmin_tags:test_page_is_public": "f924c02351e2bf34",
    "wagtail.admin.views.chooser:ExternalLinkView.post": "434e77f2f3923d61",
    "wagtail.admin.views.pages.listing:PageFilterSet": "539caab5f3da2d48",
    f"{REDIRECTS}.filters:RedirectsReportFilterSet": "ed534ed1c7e8df20",
    f"{REDIRECTS}.forms:ConfirmImportForm": "2d29f350ae92e223",
    f"{REDIRECTS}.forms:RedirectForm": "581399eb9053bc43",
    f"{REDIRECTS}.models:Redirect.old_links": "5832ecddf283838d",
    f"{REDIRECTS}.signal_handlers:_page_urls_for_sites": "e08aade42c06056a",
    f"{REDIRECTS}.signal_handlers:autocreate_redirects_on_page_move": "d10c81d63b8723c2",
    f"{REDIRECTS}.signal_handlers:autocreate_redirects_on_slug_change": "6eb077b0156f5c57",
    "wagtail.contrib.settings.forms:SitePermissionForm": "3f20b1670553fa7b",
    "wagtail.contrib.settings.views:EditView.get_context_data": "4a5f21248610433a",
    "wagtail.models:AbstractPage._get_relevant_site_root_paths": "5fa0944fdee2eeb1",
    "wagtail.models:Site._find_for_request": "a6f5ba5a68b3a8dd",
    "wagtail.models:Site.clean": "ecb9918ccb6cb25f",
    "wagtail.models:Site.clear_site_root_paths_cache": "657c7e142a4c238d",
    "wagtail.models:Site.get_site_root_paths": "166eac326fa05dce",
    "wagtail.models:Site.root_url": "f8f1f29e909629bd",
    "wagtail.models:AbstractPage._get_site_root_paths": "ca9efde7ab98c4ce",
    "wagtail.models:AbstractPage.get_url": "c5ab8ff7e1eb617b",
    "wagtail.models:AbstractPage.get_url_parts": "be4f52b3a4585295",
    "wagtail.models:Site.find_for_request": "4edb710b9fd353a0",
}


def _stock(name: str) -> Any:
    module, _colon, path = name.partition(":")
    found: Any = import_module(module)
    for attribute in path.split("."):
        found = getattr(found, attribute)
    return found.fget if isinstance(found, property) else found


STOCK = {name: _stock(name) for name in PINS}


class RootPaths(list[SiteRootPath]):
    """Homes looked up when a page asks, where Wagtail keeps the root paths of all sites.

    Walking through it finds no site, on purpose: whatever wants to see them all sees none, and
    `Page.get_url` never takes its shortcut for "there is only one site". What it finds it keeps
    for the object that carries it, or for the whole block when `remembering()` is open.
    """

    def __init__(self, entries: Iterable[SiteRootPath] = ()) -> None:
        super().__init__(entries)
        self.homes: Homes = {}

    def of(self, url_path: str, request: HttpRequest | None = None) -> tuple[SiteRootPath, ...]:
        """Root paths of the sites that hold `url_path`; none for the tree's root.

        One indexed query for a home not met yet. A place without a site is asked for again, so
        that a new site shows at once.
        """
        slug = url_path.lstrip("/").partition("/")[0]
        if not slug:
            return ()
        remembered = _memory.get()
        homes = self.homes if remembered is None else remembered
        found = homes.get(slug) or _sites_of_home(slug)
        if found and slug not in homes:
            if len(homes) >= MOST_HOMES:
                homes.clear()
            homes[slug] = found
        return tuple(
            SiteRootPath(pk, f"/{slug}/", public_url(hostname, request), language)
            for pk, hostname, language in found
        )


def _sites_of_home(slug: str) -> list[tuple[int, str, str]]:
    """Key and host name of each Site whose root page is this home or a translation of it.

    The third value is the language of the home itself. Sites that share a home come in the order
    of their host names, and the first one gives the address unless the request is for another.
    """
    home = Page.objects.filter(depth=HOME_DEPTH, slug=slug).order_by()
    return list(
        Site.objects.filter(root_page__translation_key__in=home.values("translation_key"))
        .annotate(language=Subquery(home.values("locale__language_code")[:1]))
        .order_by("hostname", "pk")
        .values_list("pk", "hostname", "language")
    )


@contextmanager
def remembering() -> Iterator[None]:
    """Look each home up once inside this block, for pages that are not given the request.

    Saving a Site, or a page that is the root of one, forgets all; so does the end of the block.
    """
    token = _memory.set({} if _memory.get() is None else _memory.get())
    try:
        yield
    finally:
        _memory.reset(token)


def remember_root_paths(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: one request looks each home up once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with remembering():
            return get_response(request)

    return middleware


def _root_paths() -> RootPaths:
    return RootPaths()


def _forget_root_paths() -> None:
    if (remembered := _memory.get()) is not None:
        remembered.clear()


def _relevant_root_paths(
    page: AbstractPage, cache_object: object = None
) -> tuple[SiteRootPath, ...]:
    request = cache_object if isinstance(cache_object, HttpRequest) else None
    paths: RootPaths = page._get_site_root_paths(cache_object)
    return paths.of(page.url_path, request)


def _find_site(request: HttpRequest) -> Site | None:
    """The Site of the request's host name alone: no port, no default Site. One indexed query."""
    hostname = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
    sites = Site.objects.filter(hostname=hostname).select_related("root_page")
    return sites.order_by("pk").first()


def _clean_site(site: Site) -> None:
    STOCK["wagtail.models:Site.clean"](site)
    errors = {}
    if site.is_default_site:
        errors["is_default_site"] = _("No site answers for unknown host names.")
    if site.root_page_id and site.root_page.depth != HOME_DEPTH:
        errors["root_page"] = _("The home page of a site must be just below the root.")
    if Site.objects.filter(hostname=site.hostname).exclude(pk=site.pk).exists():
        errors["hostname"] = _("Another site already has this host name.")
    if errors:
        raise ValidationError(errors)


def _post_external_link(view: ExternalLinkView, request: HttpRequest) -> HttpResponse:
    """Only links into the site being edited become page links: the others are not ours to name."""
    site = Site.find_for_request(request)
    request._wagtail_cached_site_root_paths = RootPaths(  # type: ignore[attr-defined]
        SiteRootPath(found.pk, found.root_page.url_path, public_url(found.hostname, request), "")
        for found in (site,)
        if found is not None
    )
    stock = STOCK["wagtail.admin.views.chooser:ExternalLinkView.post"]
    response: HttpResponse = stock(view, request)
    return response


def _settings_context(view: EditView, **kwargs: Any) -> dict[str, Any]:
    """The settings of one site, named above the form, without a menu of all the others."""
    context: dict[str, Any] = super(EditView, view).get_context_data(**kwargs)
    return {**context, "site_switcher": None, "site_for_header": view.site}


class SiteField(forms.CharField):
    """A Site typed by its host name, or by its key as Wagtail's import of redirects does."""

    def prepare_value(self, value: Any) -> Any:
        """The host name of the Site whose key the form starts from."""
        if isinstance(value, int):
            return Site.objects.filter(pk=value).values_list("hostname", flat=True).first()
        return value

    def clean(self, value: Any) -> Site | None:
        """The Site; ValidationError when there is none."""
        typed = super().clean(value).lower()
        if not typed:
            return None
        site = Site.objects.filter(**{"pk" if typed.isdecimal() else "hostname": typed}).first()
        if site is None:
            raise ValidationError(_("No site has this host name."), code="invalid_choice")
        return site


class SitesField(forms.CharField):
    """Sites typed by their host names, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The host names of the Sites that the form starts from."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(site.hostname for site in value)

    def clean(self, value: Any) -> Any:
        """A queryset of the Sites; ValidationError names the host names that are unknown."""
        typed = set(super().clean(value).lower().split())
        sites = Site.objects.filter(hostname__in=typed)
        if missing := sorted(typed - set(sites.values_list("hostname", flat=True))):
            raise ValidationError(_("No site has this host name.") + f" {', '.join(missing)}")
        return sites


def _set_field(form: Any, name: str, field: forms.Field) -> None:
    form.base_fields[name] = form.declared_fields[name] = field


def _drop_filters(filterset: Any, names: Sequence[str]) -> None:
    for name in names:
        filterset.base_filters.pop(name, None)
        filterset.declared_filters.pop(name, None)
    for below in filterset.__subclasses__():
        _drop_filters(below, names)


def apply() -> None:
    """Put all of the above in the place of Wagtail's own; doing it twice changes nothing."""
    Site.get_site_root_paths = staticmethod(_root_paths)
    Site.clear_site_root_paths_cache = staticmethod(_forget_root_paths)
    Site.root_url = property(lambda site: public_url(site.hostname))
    Site._find_for_request = staticmethod(_find_site)
    Site.clean = _clean_site
    AbstractPage._get_relevant_site_root_paths = _relevant_root_paths
    ExternalLinkView.post = _post_external_link
    EditView.get_context_data = _settings_context
    _drop_filters(PageFilterSet, LISTS_OF_EVERYONE)
    _set_field(SitePermissionForm, "sites", SitesField(label=_("Sites"), required=False))
    for form in (RedirectForm, ConfirmImportForm):
        _set_field(form, "site", SiteField(label=_("From the site (host name)")))
    _drop_filters(RedirectsReportFilterSet, ["site"])


def digest(name: str) -> str:
    """Short fingerprint of the source, as installed, of what a pin names."""
    return hashlib.sha256(inspect.getsource(STOCK[name]).encode()).hexdigest()[:16]


@checks.register
def check_pins(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Wagtail is still the one that this module was written against."""
    return [
        checks.Error(
            f"{name} changed in Wagtail since site_core/kernel/flat_sites.py was written.",
            hint="Read docs/decisions/0003-flat-site-lookups.md, compare both versions, adapt, run "
            f"tests/tenancy/test_flat_sites.py, then set its pin to {digest(name)!r}.",
            id="kikalu.E101",
        )
        for name, pin in PINS.items()
        if digest(name) != pin
    ]


@checks.register(checks.Tags.database)
def check_sites(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Every Site can be found: home at depth 2, its own host name, none by default."""
    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        if Site._meta.db_table not in connections[alias].introspection.table_names():
            continue  # before the first migration
        sites = Site.objects.using(alias).order_by("pk")
        if deep := _names(sites.exclude(root_page__depth=HOME_DEPTH)):
            found.append(
                checks.Error(
                    f"Sites whose home is not a child of the tree's root: {deep}.",
                    hint="Their pages have no address. Move the home just below the root.",
                    id="kikalu.E102",
                )
            )
        shared = sites.order_by().values("hostname").annotate(n=Count("pk")).filter(n__gt=1)
        if twice := _names(sites.filter(hostname__in=shared.values("hostname"))):
            found.append(
                checks.Error(
                    f"Host names that several Sites have: {twice}.",
                    hint="The port does not choose between them: keep one Site a host name.",
                    id="kikalu.E103",
                )
            )
        if default := _names(sites.filter(is_default_site=True)):
            found.append(
                checks.Warning(
                    f"Sites marked as the default one: {default}.",
                    hint="An unknown host gets a 404 all the same. Unset is_default_site.",
                    id="kikalu.W101",
                )
            )
    return found


def _names(sites: Any) -> str:
    return ", ".join(sites.values_list("hostname", flat=True)[:5])


def index_pages(using: str = "default", **_kwargs: Any) -> None:
    """Keep two indexes on Wagtail's table of pages, after each `migrate`.

    Without them SQLite finds the pages of a territory among those of all, or all of its own. Not
    in a migration, for on SQLite a later migration of Wagtail's table would lose them.
    """
    with connections[using].cursor() as cursor:
        for name, columns in PAGE_INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON wagtailcore_page ({columns})")
