"""Structured logs: one JSON object a line, with the host and request they belong to."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_context: ContextVar[dict[str, str] | None] = ContextVar("request", default=None)


class JsonFormatter(logging.Formatter):
    """Time (RFC 3339, UTC), level, logger, message, and what is known of the request."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **(request_context.get() or {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
