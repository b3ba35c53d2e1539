"""The official geography of France: communes, intercommunalities, departments, regions.

Shipped with the project and read from files (`data/`), so nothing is downloaded at run time.
INSEE and SIREN codes are keys, names are not: 1,441 names belong to several communes.
Needs neither Django nor a database. How the files are rebuilt: `docs/geography.md`.
"""

from site_core.kernel.geography.credits import CREDITS, Credit
from site_core.kernel.geography.official import (
    arrondissements_of,
    commune,
    communes_named,
    communes_of,
    communes_of_postcode,
    department_name,
    intercommunalities_named,
    intercommunality,
    place,
    places_like,
    region_name,
    timezone,
)
from site_core.kernel.geography.records import Arrondissement, Commune, Intercommunality, Place
from site_core.kernel.geography.unknown import UnknownCode

__all__ = [
    "CREDITS",
    "Arrondissement",
    "Commune",
    "Credit",
    "Intercommunality",
    "Place",
    "UnknownCode",
    "arrondissements_of",
    "commune",
    "communes_named",
    "communes_of",
    "communes_of_postcode",
    "department_name",
    "intercommunalities_named",
    "intercommunality",
    "place",
    "places_like",
    "region_name",
    "timezone",
]
