"""One choice a ballot: how often each was made, and its share."""

from collections.abc import Sequence
from typing import NamedTuple

THOUSAND = 1000
FEWEST_SHOWN = 5  # with fewer ballots, the detail would tell who chose what


class Line(NamedTuple):
    """One choice: its name, its ballots, its share in tenths of a per cent."""

    label: str
    ballots: int
    tenths: int

    @property
    def percent(self) -> float:
        """The share, in per cent."""
        return self.tenths / 10


def shares(counts: Sequence[int]) -> list[int]:
    """Tenths of a per cent of each count, which sum to 1,000 when anything was counted.

    By largest remainder (Hamilton): no share is more than a tenth away from the exact one.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    whole = [count * THOUSAND // total for count in counts]
    rest = [count * THOUSAND % total for count in counts]
    last = sorted(range(len(counts)), key=lambda index: (-rest[index], index))
    for index in last[: THOUSAND - sum(whole)]:
        whole[index] += 1
    return whole


def table(labels: Sequence[str], counts: Sequence[int]) -> list[Line]:
    """Each choice with its count and share, in the order given."""
    return [Line(*row) for row in zip(labels, counts, shares(counts), strict=True)]


def leaders(lines: Sequence[Line]) -> list[Line]:
    """The choices made most often: several when they tie, none when nobody voted."""
    most = max((line.ballots for line in lines), default=0)
    return [line for line in lines if most and line.ballots == most]


def may_be_shown(total: int) -> bool:
    """Whether there are enough ballots to show how they are spread."""
    return total == 0 or total >= FEWEST_SHOWN
