"""Production: refuses to start with a missing secret or a misspelt variable."""

from django.core.exceptions import ImproperlyConfigured

from . import env
from .accounts import *  # noqa: F403
from .base import *  # noqa: F403
from .cache import *  # noqa: F403
from .database import *  # noqa: F403
from .email import *  # noqa: F403
from .i18n import *  # noqa: F403
from .legal import *  # noqa: F403
from .logging import *  # noqa: F403
from .media import *  # noqa: F403
from .retention import *  # noqa: F403
from .security import *  # noqa: F403
from .wagtail import *  # noqa: F403

if unknown := env.unknown_variables():
    raise ImproperlyConfigured(f"Unknown variables: {', '.join(unknown)}. Check their spelling.")

DEMO = False
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
PUBLIC_SCHEME = env.text("KIKALU_PUBLIC_SCHEME", "https")
PUBLIC_PORT = env.number("KIKALU_PUBLIC_PORT", 443 if PUBLIC_SCHEME == "https" else 80)
SESSION_COOKIE_NAME = "__Host-kikalu-session"
CSRF_COOKIE_NAME = "__Host-kikalu-csrf"
RECEIPT_COOKIE_NAME = "__Host-kikalu-receipt"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Believed of the proxies named in KIKALU_TRUSTED_PROXIES alone: see kernel/proxies.py.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
