"""Who publishes the sites of this deployment, who answers for them, who hosts them.

Source: loi n° 2004-575 (LCEN), article 1-1: name, address and telephone of the publisher and of the
host, name of the director of publication. They are the operator's, the same for every territory.
"""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Notice:
    """Each part on one line: name, address, telephone; empty when the operator has not said it."""

    publisher: str
    director: str
    host: str

    @property
    def is_example(self) -> bool:
        """Whether these are the invented ones of the demo."""
        return bool(settings.DEMO)


def notice() -> Notice:
    """What the operator says."""
    return Notice(settings.PUBLISHER, settings.PUBLICATION_DIRECTOR, settings.HOSTED_BY)


def missing() -> list[str]:
    """The variables that the operator must still set."""
    return [name for name, attribute in VARIABLES.items() if not getattr(settings, attribute)]


VARIABLES = {
    "KIKALU_PUBLISHER": "PUBLISHER",
    "KIKALU_PUBLICATION_DIRECTOR": "PUBLICATION_DIRECTOR",
    "KIKALU_HOSTED_BY": "HOSTED_BY",
}
