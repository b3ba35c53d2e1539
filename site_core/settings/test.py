"""The test suite: as the demo, with quick passwords, tasks run at once and mail kept in memory."""

import os

from .dev import *  # noqa: F403
from .dev import CACHES, REDIS_URL

PAGE_CACHE_SECONDS = 0  # tests undo their writes: what follows a commit never happens
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Test processes that run side by side each take a database of the Redis server for themselves.
if REDIS_URL and (worker := os.environ.get("PYTEST_XDIST_WORKER")):
    CACHES["default"]["LOCATION"] = REDIS_URL.rpartition("/")[0] + worker.replace("gw", "/")
