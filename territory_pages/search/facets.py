"""Which choices narrow a search, and how many answers each would leave. Pure.

A choice among several of one facet widens it (this commune or that one); facets narrow each other.
The figure beside a choice is therefore counted under what is chosen in the other facets.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Key = Hashable
# What a group of answers is in each facet: one value, several at once, or none.
Traits = Mapping[str, Collection[Key]]
SHOWN = 8  # choices in sight; the others are one step away


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: as addresses, people and the database say it."""

    value: str
    label: Any
    key: Key


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as it is offered: how many answers it leaves, and whether it is made."""

    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of one parameter of the address; `single` when one excludes the others."""

    name: str
    legend: Any
    choices: tuple[Choice, ...]
    single: bool = False

    def named(self, value: str) -> Choice | None:
        """The choice that an address means; kinds of content also answer to their own name."""
        return next((x for x in self.choices if value in {x.value, x.key}), None)

    def options(self, counts: Mapping[Key, int], chosen: Collection[Key]) -> list[Option]:
        """The choices worth offering: those that leave answers, and those that are made."""
        return [
            Option(choice.value, choice.label, counts.get(choice.key, 0), choice.key in chosen)
            for choice in self.choices
            if counts.get(choice.key) or choice.key in chosen
        ]


def counted(
    groups: Iterable[tuple[Traits, int]], chosen: Mapping[str, Collection[Key]]
) -> tuple[dict[str, Counter[Key]], int]:
    """For each facet how many answers each of its values leaves, and how many there are in all.

    `groups` are answers that are alike, with their traits and how many they are; `chosen` names
    every facet to be counted, those where nothing is chosen too.
    """
    counts: dict[str, Counter[Key]] = {name: Counter() for name in chosen}
    total = 0
    for traits, number in groups:
        missed = [name for name, keys in chosen.items() if keys and not fits(traits, name, keys)]
        if not missed:
            total += number
        for name, counter in counts.items():
            if not missed or missed == [name]:
                for key in traits.get(name, ()):
                    counter[key] += number
    return counts, total


def fits(traits: Traits, name: str, keys: Collection[Key]) -> bool:
    """Whether a group of answers is among those that were chosen in a facet."""
    return any(key in keys for key in traits.get(name, ()))
