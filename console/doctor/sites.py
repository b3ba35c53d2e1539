"""Sites, territories and `django_site` rows in step; one home each."""

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from django.core import checks
from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from site_core.kernel import legal
from site_core.kernel.models import Territory
from site_core.kernel.territories import HOME_DEPTH, HOME_PATH_LENGTH
from territory_pages.models import REQUIRED, HomePage

from .findings import Finding, report

MADE_BY_DJANGO = "example.com"  # django.contrib.sites adds it to an empty table
OURS = "kikalu."
MOST_NAMED = 100  # territories whose missing pages are named one by one


def system_checks_pass() -> list[Finding]:
    """Django's own checks, with ours: among them, that no site is the default one."""
    messages = checks.run_checks(databases=["default"])
    return [
        Finding(message.id or "D200", str(message.msg), str(message.hint or ""))
        for message in messages
        if not message.is_silenced()
        and (message.level >= checks.ERROR or (message.id or "").startswith(OURS))
    ]


def sites_and_domains_are_in_step() -> list[Finding]:
    """Each Wagtail site has its `django_site` row, which comments are attached to."""
    hostnames = dict(Site.objects.values_list("hostname", "site_name"))
    domains = set(DjangoSite.objects.values_list("domain", flat=True)) - {MADE_BY_DJANGO}
    missing = sorted(hostnames.keys() - domains)

    def add_domains() -> None:
        DjangoSite.objects.bulk_create(
            DjangoSite(domain=hostname, name=(hostnames[hostname] or hostname)[:50])
            for hostname in missing
        )

    return [
        *report(
            "D201",
            _("A site has no row in django_site."),
            _("doctor --fix adds it."),
            missing,
            add_domains,
        ),
        *report(
            "D202",
            _("A row of django_site belongs to no site."),
            _("Delete it, once no comment depends on it."),
            sorted(domains - hostnames.keys()),
        ),
    ]


def every_home_has_its_site() -> list[Finding]:
    """A home answers on one host; a site is a territory's, or the operator's."""
    rooted = Site.objects.values("root_page__translation_key")
    lost = Page.objects.filter(depth=HOME_DEPTH).exclude(translation_key__in=rooted)
    strange = Site.objects.filter(territory=None).exclude(hostname=settings.OPERATOR_HOST)
    network = Site.objects.filter(hostname=settings.OPERATOR_HOST, territory=None).exists()
    return [
        *report(
            "D203",
            _("A home page belongs to no site: nobody can read what is below it."),
            _("Open its territory, or delete the home with all that is below it."),
            lost.values_list("pk", flat=True),
        ),
        *report(
            "D204",
            _("A site is neither a territory's nor the network's."),
            _("Delete it in the settings of the network, or open its territory."),
            strange.values_list("hostname", flat=True),
        ),
        *report(
            "D205",
            _("The network site is missing, or a territory took its place."),
            _("Correct KIKALU_OPERATOR_HOST, or call console.network.open_network_site()."),
            [] if network else [settings.OPERATOR_HOST],
        ),
    ]


def every_territory_has_its_pages() -> list[Finding]:
    """Under each home, published: the four sections, and the pages that the law requires."""
    sections = {getattr(model, "section_slug", "") for model in HomePage.allowed_subpage_models()}
    wanted = REQUIRED | (sections - {""})
    there = (
        Page.objects.filter(depth=HOME_DEPTH + 1, slug__in=wanted, live=True)
        .annotate(home=Substr("path", 1, HOME_PATH_LENGTH))
        .order_by()
    )
    whole = there.values("home").annotate(count=Count("slug")).filter(count=len(wanted))
    lacking = dict(
        Territory.objects.exclude(site__root_page__path__in=whole.values("home"))
        .order_by("pk")
        .values_list("site__root_page__path", "slug")
    )
    found: dict[str, set[str]] = {home: set() for home in lacking}
    for home, slug in there.filter(home__in=list(lacking)[:MOST_NAMED]).values_list("home", "slug"):
        found[home].add(slug)
    return report(
        "D206",
        _("A territory lacks a section or a page that it must have."),
        _(
            "Put them back in its admin, published, at the address named here; “moderation” is the "
            "page of figures."
        ),
        [
            f"{territory} ({', '.join(sorted(wanted - found[home]))})"
            if number < MOST_NAMED
            else territory
            for number, (home, territory) in enumerate(lacking.items())
        ],
    )


def legal_notices_are_complete() -> list[Finding]:
    """Publisher, director of publication and host are named, with their addresses."""
    return report(
        "D207",
        _("The legal notices do not say who publishes, answers for or hosts the sites."),
        _("Set these variables: name, address and telephone, on one line."),
        legal.missing(),
    )
