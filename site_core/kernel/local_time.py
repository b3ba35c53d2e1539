"""Hours are typed and shown as on the clocks of the territory, in the admin too."""

from contextlib import AbstractContextManager, nullcontext

from wagtail.admin import localization


def keep_in_admin() -> None:
    """Let Wagtail's admin keep the clocks of the host.

    Its own views go to the zone of the person's account, or else of the settings, so that an
    editor of La Réunion would type the hours of Paris.
    """
    localization.override_tz = _as_it_is


def _as_it_is(_zone: str) -> AbstractContextManager[None]:
    return nullcontext()
