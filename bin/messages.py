"""Brings the French catalogue up to date with the sources and compiles it, without gettext.

Python modules are read by Babel; templates are first turned into pseudo-Python by Django's own
`templatize`, as `makemessages` does. Strings that are gone are dropped: their translation is in the
history. With `--check` (make lint) nothing is written: it fails when a string is missing from the
catalogue, untranslated, doubtful or obsolete, when a translation lost a placeholder, or when the
compiled catalogue is stale.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "locale" / "fr" / "LC_MESSAGES"
SOURCES = (
    "agenda",
    "blog",
    "console",
    "consultations",
    "members",
    "messaging",
    "site_core",
    "templates",
    "territory_pages",
    "theming",
)
TEMPLATES = {".html", ".txt"}
NOT_OURS = {"migrations", "static", "vendor"}
MARK = "Translators:"
MOST_SHOWN = 20
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def files() -> Iterator[Path]:
    """The modules and templates whose strings people read."""
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*")):
            if not NOT_OURS & set(path.relative_to(ROOT).parts) and (
                path.suffix == ".py" or (path.suffix in TEMPLATES and "templates" in path.parts)
            ):
                yield path


def extracted() -> Catalog:
    """Every string of the sources, without translation."""
    catalog = Catalog(fuzzy=False)
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text()
        if path.suffix != ".py":
            text = templatize(text, origin=name)
        found = extract("python", io.BytesIO(text.encode()), KEYWORDS, (MARK,))
        for _line, message, comments, context in found:
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def merged(former: Catalog, sources: Catalog) -> Catalog:
    """The strings of the sources, each with its former translation."""
    fresh = Catalog(
        locale="fr",
        project="Kikalu",
        header_comment="# French catalogue of Kikalu, made by `make messages`.",
        creation_date=former.creation_date,
        revision_date=former.revision_date,
        fuzzy=False,
    )
    for message in sorted(sources, key=sort_key):
        if not message.id:
            continue
        known = former.get(message.id, message.context)
        fresh.add(
            message.id,
            known.string if known and fits(message, known) else None,
            locations=sorted({(name, 0) for name, _line in message.locations}),
            flags=message.flags | ({"fuzzy"} if known and known.fuzzy else set()),
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    return fresh


def fits(message: Message, known: Message) -> bool:
    """Whether a former translation has as many forms as the string now needs."""
    return isinstance(known.string, tuple) == isinstance(message.id, tuple | list)


def sort_key(message: Message) -> tuple[str, str]:
    """Alphabetical order, so that two people who add strings seldom meet in one place."""
    identifier = message.id if isinstance(message.id, str) else message.id[0]
    return identifier, message.context or ""


def faults(catalog: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete and right."""
    for message in catalog:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        name = sort_key(message)[0]
        if not all(strings):
            yield f"not translated: {name!r}"
        elif message.fuzzy:
            yield f"doubtful (fuzzy): {name!r}"
        else:
            for error in message.check(catalog):
                yield f"{error}: {name!r}"


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def written(catalog: Catalog) -> bytes:
    """The catalogue as people edit it; without line numbers, which would change all the time."""
    out = io.BytesIO()
    write_po(out, catalog, include_lineno=False, width=100)
    return out.getvalue()


def read(path: Path) -> Catalog:
    """The catalogue as it is, or an empty one."""
    if not path.exists():
        now = datetime.now(UTC)
        return Catalog(locale="fr", creation_date=now, revision_date=now)
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def check(po: Path, mo: Path) -> list[str]:
    """Every reason why the catalogue is not fit to be released."""
    former = read(po)
    fresh = merged(former, extracted())
    problems = list(faults(fresh))
    if not po.exists() or written(fresh) != po.read_bytes():
        problems.append(f"{po.relative_to(ROOT)} is not up to date")
    if not mo.exists() or compiled(former) != mo.read_bytes():
        problems.append(f"{mo.relative_to(ROOT)} is not the compiled form of its source")
    return problems


def main() -> int:
    """Update and compile, or only check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if stale")
    options = parser.parse_args()
    settings.configure()
    po, mo = FOLDER / "django.po", FOLDER / "django.mo"
    if options.check:
        problems = check(po, mo)
        for problem in problems[:MOST_SHOWN]:
            print(problem)
        if len(problems) > MOST_SHOWN:
            print(f"and {len(problems) - MOST_SHOWN} more")
        if problems:
            print(f"Run make messages, then translate what is left in {po.relative_to(ROOT)}.")
        return 1 if problems else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalog = merged(read(po), extracted())
    po.write_bytes(written(catalog))
    mo.write_bytes(compiled(catalog))
    left = list(faults(catalog))
    print("\n".join(left))
    print(f"{len(catalog)} strings, {len(left)} to look at in {po.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
