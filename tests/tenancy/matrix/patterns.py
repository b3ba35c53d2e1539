"""Every URL pattern of a set of addresses, with what tells it from the others of its name."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import get_resolver, resolve
from django.urls.resolvers import RoutePattern, URLPattern
from django.utils import translation

from .addresses import ADDRESSES
from .table import Address

Pattern = tuple[str, frozenset[str] | int]


def patterns(urlconf: str) -> dict[Pattern, str]:
    """The patterns by name and values; by their route when they have no name."""
    found = {}
    for name, route, names, unnamed in walk(get_resolver(urlconf)):
        found[(name, names or unnamed) if name else (plain(route), 0)] = route
    return found


def walk(
    resolver: Any,
    prefix: str = "",
    spaces: tuple[str, ...] = (),
    names: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, str, frozenset[str], int]]:
    """Name, route, names of the values and number of the unnamed ones, of each pattern below."""
    for pattern in resolver.url_patterns:
        named, unnamed = values_of(pattern.pattern)
        route, all_names = prefix + str(pattern.pattern), names | named
        if isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name)) if pattern.name else ""
            yield name, route, all_names, 0 if all_names else unnamed
        else:
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from walk(pattern, route, inside, all_names)


def values_of(pattern: Any) -> tuple[frozenset[str], int]:
    """The names of a pattern's values, and how many have no name."""
    if isinstance(pattern, RoutePattern):
        return frozenset(pattern.converters), 0
    named = frozenset(pattern.regex.groupindex)
    return named, pattern.regex.groups - len(named)


def in_table(urlconf: str, addresses: list[Address]) -> set[Pattern]:
    """The patterns that these addresses are about."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            (plain(resolve(f"/{address.path}", urlconf).route), 0)
            if address.path
            else address.pattern
            for address in addresses
        }


def plain(route: str) -> str:
    """A route as Django tells it of a match: without the beginnings of expressions."""
    return route.replace("^", "")


def of(urlconf: str) -> list[Address]:
    """The addresses of the table that are on territories' hosts, or on the network site."""
    on_network = urlconf.endswith("_network")
    return [
        address
        for address in ADDRESSES
        if (address.network if on_network else address.here) is not None
    ]
