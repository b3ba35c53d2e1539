"""The operator's network site: a Wagtail site without a territory."""

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from site_core.kernel import ground

from .models import NetworkHome


@transaction.atomic
def open_network_site() -> Site:
    """The site on `KIKALU_OPERATOR_HOST`, with its front page; made at the first call."""
    root = ground.prepare()
    site = Site.objects.filter(hostname=settings.OPERATOR_HOST).first()
    if site:
        return site
    home = NetworkHome(
        title="Kikalu",
        slug="reseau-kikalu",
        introduction=_(
            "Each territory has its own place on the web where its inhabitants speak: blogs, "
            "groups that write together, an agenda, polls and consultations."
        ),
        locale=Locale.get_default(),
    )
    root.add_child(instance=home)
    DjangoSite.objects.get_or_create(domain=settings.OPERATOR_HOST, defaults={"name": "Kikalu"})
    return Site.objects.create(
        hostname=settings.OPERATOR_HOST,
        port=80,
        site_name="Kikalu",
        root_page=home,
        is_default_site=False,
    )
