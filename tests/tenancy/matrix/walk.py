"""Every address that somebody meets while they browse a host."""

import re
from collections.abc import Iterable
from html import unescape

from .actors import HOSTS, Actor
from .world import World

LINK = re.compile(r"""["'(]((?:https?://[\w.-]+(?::\d+)?)?/[^"'()\s\\<>#]*)""")
ORIGIN = re.compile(r"^https?://([\w.-]+)(?::\d+)?")
NOT_ASKED = re.compile(
    r"^/(?:static|$)|^/(?:connexion|inscription)/\?|/(?:deconnexion|logout)/"
    r"|[?&](?:ordering|p|page)=|[{}<>]"
)


def links_of(text: str, host: str) -> set[str]:
    """The addresses on this host that a page or its scripts hold, as paths."""
    found = set()
    for link in LINK.findall(unescape(text)):
        origin = ORIGIN.match(link)
        path = link[origin.end() :] if origin else link
        is_here = origin is None or origin[1] == HOSTS[host]
        if is_here and not path.startswith("//") and not NOT_ASKED.search(path):
            found.add(path)
    return found


def addresses_met(
    world: World, actor: Actor, host: str, start: Iterable[str], *, depth: int, most: int
) -> list[str]:
    """What somebody meets who follows every link, so many steps away, in a constant order."""
    met: dict[str, None] = dict.fromkeys(start)
    new = list(met)
    for _step in range(depth):
        asked, new = new, []
        for path in asked:
            for link in sorted(links_of(world.ask(actor, host, path).text, host)):
                if link not in met and len(met) < most:
                    met[link] = None
                    new.append(link)
    return list(met)
