"""What every template may read about the place it is rendered for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def place(request: HttpRequest) -> dict[str, Any]:
    """`territory` (None on the network site) and the languages shown there."""
    territory = getattr(request, "territory", None)
    return {
        "territory": territory,
        "languages": [
            language
            for language in settings.LANGUAGES
            if territory is not None and language[0] in territory.languages
        ],
    }
