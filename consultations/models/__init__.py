"""Every model of the consultations, for those who import them by name."""

from .ballots import Ballot, RollEntry
from .polls import ConsultationIndex, Poll, PollOption

__all__ = ["Ballot", "ConsultationIndex", "Poll", "PollOption", "RollEntry"]
