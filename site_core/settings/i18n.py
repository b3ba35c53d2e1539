"""French at `/`, other languages under a prefix; a territory shows those its home is in."""

from . import env

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Copying whole trees is global and costs tens of queries a page: pages are translated on demand.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
# A translation is a page like another: written in the editor, reviewed, then published.
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
LOCALE_PATHS = [env.BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["site_core.formats"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
