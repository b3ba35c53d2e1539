"""What a check of the doctor reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """One kind of fault: its code, a sentence, examples, how to mend it, and safe hands if any."""

    code: str
    sentence: str
    mend: str
    found: list[Any] = field(default_factory=list)
    fix: Callable[[], None] | None = None

    def __str__(self) -> str:
        shown = ", ".join(str(example) for example in self.found[:SHOWN])
        more = ", …" if len(self.found) > SHOWN else ""
        return f"{self.code} {self.sentence}" + (f" {len(self.found)}: {shown}{more}" * bool(shown))

    def as_json(self) -> dict[str, Any]:
        """What `doctor --json` prints of it."""
        return {
            "code": self.code,
            "sentence": self.sentence,
            "mend": self.mend,
            "count": len(self.found),
            "found": [str(example) for example in self.found[:SHOWN]],
            "fixable": self.fix is not None,
        }


def report(
    code: str,
    sentence: str,
    mend: str,
    found: Iterable[Any],
    fix: Callable[[], None] | None = None,
) -> list[Finding]:
    """The finding, when anything was found."""
    found = list(found)
    return [Finding(code, sentence, mend, found, fix)] if found else []
