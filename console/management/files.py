"""Why a file named on the command line cannot be read, in the reader's language."""

from django.utils.translation import gettext as _


def why_unreadable(error: OSError) -> str:
    """What the system says, in words of ours for what people mistype."""
    if isinstance(error, FileNotFoundError):
        return _("there is no file of this name")
    if isinstance(error, IsADirectoryError):
        return _("it is a folder")
    if isinstance(error, PermissionError):
        return _("you may not read it")
    return str(error.strerror or error)
