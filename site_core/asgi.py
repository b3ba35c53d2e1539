"""The ASGI entry point, for servers that speak it."""

import os

from django.core.asgi import get_asgi_application

from site_core.start import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings")
application = get_asgi_application()
refuse_unsafe_start()
