"""The demo: real behaviour, invented people, mail as files."""

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

DEMO = True
SECRET_KEY = "demo-only-secret-refused-in-production-0000"  # noqa: S105
