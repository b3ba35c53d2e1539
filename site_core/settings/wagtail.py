"""Wagtail: no call to a third party, one review workflow, our own media models."""

WAGTAIL_SITE_NAME = "Kikalu"
WAGTAILADMIN_BASE_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "kernel.KikaluImage"
WAGTAILDOCS_DOCUMENT_MODEL = "kernel.KikaluDocument"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
# Of the copies that pages draw: as sharp to the eye at these figures, AVIF at half the weight.
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_LOGIN_URL = "/connexion/"
WAGTAIL_FRONTEND_LOGIN_URL = "/connexion/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# A revision is written at each pause in typing: every ten seconds is enough.
WAGTAIL_AUTOSAVE_INTERVAL = 10_000
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 10_000
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Notes in the margin are mailed to whoever once opened the page, role or not.
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "site_core.kernel.admin.search"}}

GEO_WIDGET_DEFAULT_LOCATION = {"lat": 46.6, "lng": 2.5}
GEO_WIDGET_EMPTY_LOCATION = False
GEO_WIDGET_ZOOM = 12

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "messaging.models.TerritoryComment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 3
COMMENTS_XTD_CONFIRM_EMAIL = False
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_APP_MODEL_OPTIONS = {"default": {"who_can_post": "users"}}
