"""Whether an uploaded document is what its name says: what is inside is looked at, and never run.

A page of HTML called `.pdf` would reach people as a document of their territory.
"""

import re
import zipfile
from pathlib import PurePath
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEAD = 4_096  # bytes looked at
PDF_WITHIN = 1_024  # bytes: readers of PDF look no further for its mark
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARKUP: Final = re.compile(rb"^\s*<(?:!doctype|html|head|body|script|svg|\?xml)", re.IGNORECASE)
# A file inside that tells each kind (ECMA-376), and what stands in `mimetype` (OASIS OpenDocument).
OPEN_XML: Final = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
}
OPEN_DOCUMENT: Final = {
    kind: f"application/vnd.oasis.opendocument.{name}"
    for kind, name in (("odp", "presentation"), ("ods", "spreadsheet"), ("odt", "text"))
}


def refuse_disguised(file: Any) -> None:
    """ValidationError, with a sentence, when the contents are not those that the name promises."""
    kind = PurePath(file.name).suffix.lstrip(".").lower()
    file.seek(0)
    try:
        is_right = is_kind(kind, file)
    finally:
        file.seek(0)
    if not is_right:
        raise ValidationError(
            _(
                "This file is called .%(kind)s but holds something else. Save it again in that "
                "format from the program that made it, then send it."
            )
            % {"kind": kind}
        )


def is_kind(kind: str, file: IO[bytes]) -> bool:
    """Whether a file is of the kind that an extension names; one we do not know passes."""
    if kind in OPEN_XML or kind in OPEN_DOCUMENT:
        return is_office(kind, file)
    head = file.read(HEAD)
    if kind == "pdf":
        return b"%PDF-" in head[:PDF_WITHIN]
    if kind == "ics":
        return head.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")
    if kind in {"csv", "txt"}:
        return is_text(head)
    return True


def is_text(head: bytes) -> bool:
    """Words or figures, in any alphabet, and no page of HTML."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not CONTROL.search(head) and not MARKUP.match(head.removeprefix(b"\xef\xbb\xbf"))


def is_office(kind: str, file: IO[bytes]) -> bool:
    """An archive that holds what its kind must; nothing of it is unpacked but a short label."""
    try:
        with zipfile.ZipFile(file) as archive:
            if kind in OPEN_XML:
                return OPEN_XML[kind] in archive.namelist()
            with archive.open("mimetype") as label:
                return label.read(len(OPEN_DOCUMENT[kind]) + 1).decode() == OPEN_DOCUMENT[kind]
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, OSError):
        return False
