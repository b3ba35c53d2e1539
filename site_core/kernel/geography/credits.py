"""Whom the site's credits page must name: both licences ask for it."""

from typing import Final, NamedTuple

LICENCE_OUVERTE: Final = "Licence Ouverte"
CC_BY: Final = "CC BY 4.0"


class Credit(NamedTuple):
    """A source, with its edition, as its licence wants it quoted. `url` leads to the source."""

    name: str
    licence: str
    url: str
    licence_url: str


def _open(name: str, url: str) -> Credit:
    return Credit(
        name, LICENCE_OUVERTE, url, "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    )


CREDITS: Final[tuple[Credit, ...]] = (
    _open("INSEE, Code officiel géographique 2026", "https://www.insee.fr/fr/information/2560452"),
    _open("INSEE, populations légales", "https://www.insee.fr/fr/statistiques/8680726"),
    _open(
        "DGCL, liste des EPCI à fiscalité propre 2026",
        "https://www.collectivites-locales.gouv.fr/",
    ),
    _open(
        "La Poste, base officielle des codes postaux",
        "https://www.data.gouv.fr/fr/datasets/base-officielle-des-codes-postaux/",
    ),
    _open(
        "Etalab, découpage administratif 6.0.0",
        "https://github.com/datagouv/decoupage-administratif",
    ),
    Credit(
        "GeoNames",
        CC_BY,
        "https://www.geonames.org/",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
)
