"""The settings of one process: `KIKALU_ENV` chooses between demo, test and production."""

from .env import ENVIRONMENT

if ENVIRONMENT == "production":
    from .production import *  # noqa: F403
elif ENVIRONMENT == "test":
    from .test import *  # noqa: F403
else:
    from .dev import *  # noqa: F403
