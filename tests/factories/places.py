"""Three real places, opened as the operator opens them."""

from console.network import open_network_site
from console.provisioning import provision_territory

PLACES = {
    "a.localhost": {"code": "246900740", "name": "Pays Mornantais", "slug": "mornantais"},
    "b.localhost": {"code": "200077014", "name": "Vienne Condrieu", "slug": "vienne-condrieu"},
    "c.localhost": {"code": "69091", "name": "Givors", "slug": "givors"},
}


def open_places() -> None:
    """The network site and the three territories, when they are not there yet."""
    open_network_site()
    for hostname, place in PLACES.items():
        provision_territory(hostname=hostname, **place)
