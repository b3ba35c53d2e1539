"""SQLite in the data folder, or PostgreSQL through `DATABASE_URL`: the same code runs on both."""

from contextlib import suppress

from environ import Env

from . import env

if url := env.text("DATABASE_URL"):
    DATABASES = {"default": {**Env.db_url_config(url), "CONN_HEALTH_CHECKS": True}}
    if "postgresql" in str(DATABASES["default"]["ENGINE"]):
        DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    # Whatever prevents it is said by SQLite, which names the file that it cannot open.
    with suppress(OSError):
        env.DATA.mkdir(parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.DATA / "kikalu.sqlite3",
            "OPTIONS": {
                # Write locks are taken at BEGIN, so that two writers queue instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                # What is erased is overwritten, not only forgotten.
                "PRAGMA cache_size=-32000; PRAGMA secure_delete=ON;",
            },
        }
    }
