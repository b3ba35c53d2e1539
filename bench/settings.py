"""The demo's settings, with an empty view to measure against."""

from site_core.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}  # noqa: F405 - unknown hosts are asked for
