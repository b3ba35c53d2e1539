"""Everything that is held about a person, to take away (RGPD, articles 15 and 20)."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone

from site_core.kernel import audit, personal_data
from site_core.kernel.models import Territory

IN_MEMORY = 5_000_000  # bytes; a longer archive is written to the disk, and goes with the answer


def export(*, person: Any, territory: Territory | None) -> IO[bytes]:
    """A zip of JSON for programs, a page for people, and the person's own files.

    All their territories are in it, and nothing of anybody else. The log keeps that it was made:
    in the territory where they asked, or in the operator's chain.
    """
    held = personal_data.collect(person)
    audit.record(action="personal_data.export", territory=territory, actor=person, target=person)
    made = timezone.now()
    archive = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by who sends it
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        facts = {"made": made.isoformat(), "held": held}
        file.writestr("donnees.json", json.dumps(facts, ensure_ascii=False, indent=2))
        file.writestr("donnees.html", page(held, made))
        for number, own in enumerate(personal_data.files_of(person), 1):
            if own.storage.exists(own.name):
                with own.open("rb") as stored, file.open(name_of(number, own), "w") as copy:
                    for chunk in stored.chunks():
                        copy.write(chunk)
    archive.seek(0)
    return archive


def name_of(number: int, own: Any) -> str:
    """The name of a file in the archive: the one it is stored by says nothing to anybody."""
    return f"fichiers/{number}{PurePath(own.name).suffix}"


def page(held: dict[str, list[dict[str, Any]]], made: Any) -> str:
    """The same for people, in one page that needs nothing else."""
    sections = [
        {"holding": personal_data.HOLDINGS[name], "rows": [list(lines(name, row)) for row in rows]}
        for name, rows in held.items()
        if rows
    ]
    return render_to_string("screens/members/archive.html", {"sections": sections, "made": made})


def lines(name: str, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """The words and the values of a row; what is empty is left out."""
    words = personal_data.HOLDINGS[name].words
    for key, value in row.items():
        if value not in (None, "", [], {}):
            yield words[key], spoken(value)


def spoken(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, dict):
        return "\n\n".join(str(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
