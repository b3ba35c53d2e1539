"""Who publishes and hosts the sites: what a legal notice must name (LCEN, article 1-1)."""

from . import env


def said(name: str, invented: str) -> str:
    """What the operator says; outside production, something invented when nothing is said."""
    return env.text(name, "" if env.ENVIRONMENT == "production" else invented)


PUBLISHER = said(
    "KIKALU_PUBLISHER",
    "Association de démonstration, 1 place de l’Exemple, 69520 Grigny, 04 65 71 00 00",
)
PUBLICATION_DIRECTOR = said(
    "KIKALU_PUBLICATION_DIRECTOR", "Camille Exemple, présidente de l’association de démonstration"
)
HOSTED_BY = said(
    "KIKALU_HOSTED_BY",
    "Hébergeur de démonstration, 2 place de l’Exemple, 69520 Grigny, 04 65 71 00 01",
)
