"""The WSGI entry point that the page server loads."""

import os

from django.core.wsgi import get_wsgi_application

from site_core.start import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings")
application = get_wsgi_application()
refuse_unsafe_start()
