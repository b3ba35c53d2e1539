"""A file that cannot be read is told in words that people know."""

import pytest
from django.utils import translation

from console.management.files import why_unreadable


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory"), "aucun fichier de ce nom"),
        (IsADirectoryError(21, "Is a directory"), "c’est un dossier"),
        (PermissionError(13, "Permission denied"), "vous n’avez pas le droit de le lire"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_the_reason_is_said_in_french(error: OSError, words: str) -> None:
    with translation.override("fr"):
        assert why_unreadable(error) == words
