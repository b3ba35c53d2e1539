"""The mail of the demo, read from the files that Django writes it to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils.html import strip_tags

FILE_NAME = re.compile(r"\d{8}-\d{6}-\d+\.log")
BETWEEN_MAILS = re.compile(rb"^-{79}\r?\n", re.MULTILINE)
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, as text."""

    file: str
    number: int
    date: datetime | None
    sender: str
    to: str
    subject: str
    text: str


def files() -> list[str]:
    """The names of the files of mail, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return []
    return sorted((path.name for path in folder.iterdir() if is_mail_file(path)), reverse=True)


def is_mail_file(path: Path) -> bool:
    """Whether this is a file that Django wrote mail to, and nothing that only leads elsewhere."""
    return bool(FILE_NAME.fullmatch(path.name)) and path.is_file() and not path.is_symlink()


def mails_in(name: str) -> Iterator[Mail]:
    """The mails of a file; FileNotFoundError when there is no such file."""
    path = Path(settings.EMAIL_FILE_PATH) / name
    if not is_mail_file(path):
        raise FileNotFoundError(name)
    with path.open("rb") as file:
        written = file.read(MOST_BYTES)
    parts = [part for part in BETWEEN_MAILS.split(written) if part.strip()]
    for number, part in enumerate(parts, 1):
        yield read(name, number, part)


def read(name: str, number: int, written: bytes) -> Mail:
    """One mail; what cannot be read of it is left empty."""
    message = message_from_bytes(written, policy=policy.default)
    return Mail(
        file=name,
        number=number,
        date=sent_at(message),
        sender=header(message, "from"),
        to=header(message, "to"),
        subject=header(message, "subject"),
        text=body(message),
    )


def sent_at(message: EmailMessage) -> datetime | None:
    """When it was sent; None when that cannot be read."""
    try:
        sent: datetime | None = message["date"].datetime
    except (AttributeError, LookupError, ValueError):
        return None
    return sent if sent and sent.tzinfo else None


def header(message: EmailMessage, name: str) -> str:
    """A header in words."""
    try:
        return str(message[name] or "")
    except (LookupError, ValueError):
        return ""


def body(message: EmailMessage) -> str:
    """The text of a mail; of one that has only HTML, its words."""
    try:
        part = message.get_body(("plain", "html"))
        content = str(part.get_content()) if part else ""
        is_html = part is not None and part.get_content_type() == "text/html"
    except (LookupError, ValueError):
        return ""
    return strip_tags(content) if is_html else content
