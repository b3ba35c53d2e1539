"""What follows a home published in one more language, or a page that stands in menus."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from site_core.kernel import hosts, territories

from .models import HomePage, StandardPage
from .services import translate_home


@receiver(page_published, sender=HomePage)
def open_sections(instance: HomePage, **_kwargs: Any) -> None:
    """The navigation of a language must lead somewhere, however its home was published."""
    language = instance.locale.language_code
    territory = territories.territory_of_path(instance.path)
    if territory is not None and language != settings.LANGUAGE_CODE:
        translate_home(territory=territory, language=language)


@receiver((post_save, post_delete), sender=StandardPage)
def follow_menus(
    instance: StandardPage, created: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    """The menus remembered with a host are read again; what is only drafted changes none."""
    is_draft = update_fields is not None or (created and not instance.live)
    territory = None if is_draft else territories.territory_of_path(instance.path)
    if territory:
        territory.forget()
        hosts.changed(territory.hostname)
