"""One JSON object a line on standard error: time, level, logger, message, host, request."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "site_core.kernel.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "worries": {"class": "logging.StreamHandler", "formatter": "json", "level": "WARNING"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # db_worker sets the level of these to INFO by itself, two lines a task.
        "django_tasks": {"handlers": ["worries"], "propagate": False},
        "django_tasks_db": {"handlers": ["worries"], "propagate": False},
    },
}
