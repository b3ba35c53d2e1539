"""From a host name to what answers on it: looked up once, forgotten when its generation moves."""

from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from wagtail.models import Site

from . import generations
from .models.territory import Territory

REMEMBERED_HOSTS = 2_000
LONGEST = 253  # characters of a host name: RFC 1035
_hosts: OrderedDict[str, tuple[str, "Host"]] = OrderedDict()


@dataclass(frozen=True)
class Host:
    """A known host: its Wagtail site, and its territory unless it is the network site."""

    site: Site
    territory: Territory | None


def remembered(hostname: str) -> Host | None:
    """What answers on a host, when this process knows it and it still holds; no query."""
    known = _hosts.get(hostname)
    holds = known and known[0] == generations.current(f"host:{hostname}")
    return known[1] if known and holds else None


def find(hostname: str) -> Host | None:
    """What answers on a host, or None; unknown hosts are not remembered, so none can fill memory.

    The network site answers on KIKALU_OPERATOR_HOST only: no other site is without a territory.
    One read of the generation when remembered, else one query by hostname (and one for the homes).
    """
    if len(hostname) > LONGEST:
        return None
    generation = generations.current(f"host:{hostname}")
    known = _hosts.get(hostname)
    if known and known[0] == generation:
        return known[1]
    site = (
        Site.objects.select_related("root_page", "territory__collection")
        .filter(Q(territory__isnull=False) | Q(hostname=settings.OPERATOR_HOST), hostname=hostname)
        .first()
    )
    if site is None:
        _hosts.pop(hostname, None)
        return None
    territory = getattr(site, "territory", None)
    if territory is not None:
        territory.site = site
        # Computed now, so that they are remembered too.
        territory.languages, territory.closed_paths  # noqa: B018
    host = Host(site, territory)
    _hosts[hostname] = (generation, host)
    if len(_hosts) > REMEMBERED_HOSTS:
        _hosts.popitem(last=False)
    return host


def changed(hostname: str) -> None:
    """Look this host up again: here at once, elsewhere when the transaction commits."""
    _hosts.pop(hostname, None)
    generations.bump(f"host:{hostname}")


def forget() -> None:
    """Look every host up again: for tests, which undo their writes without committing."""
    _hosts.clear()
