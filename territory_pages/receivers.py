"""A home page published in one more language opens its sections in that language."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from wagtail.signals import page_published

from site_core.kernel import territories

from .models import HomePage
from .services import translate_home


@receiver(page_published, sender=HomePage)
def open_sections(instance: HomePage, **_kwargs: Any) -> None:
    """The navigation of a language must lead somewhere, however its home was published."""
    language = instance.locale.language_code
    territory = territories.territory_of_path(instance.path)
    if territory is not None and language != settings.LANGUAGE_CODE:
        translate_home(territory=territory, language=language)
