"""What can be done in the consultations app, one function an act."""

from .ballots import Refused, cast_ballot, is_counted, original
from .sections import create_section

__all__ = ["Refused", "cast_ballot", "create_section", "is_counted", "original"]
