"""What is measured, as data: a name, who asks for what, and what it may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flow:
    """One address asked for by one kind of person, in a territory among many.

    `queries` is the budget of docs/quality (None: none set); `milliseconds` only where an issue
    sets one: everything else is told as a ratio to the same flow at the smallest size.
    """

    name: str
    path: str
    actor: str = "visitor"
    queries: int | None = None
    milliseconds: float | None = None


SIZES = (10, 1_000, 35_000)
FLOWS = (
    Flow("home", "/", queries=20),
    Flow("blogs", "/blogs/"),
    Flow("post", "/blogs/le-blog/le-billet/"),
    Flow("agenda", "/agenda/"),
    Flow("event", "/agenda/le-rendez-vous/"),
    Flow("poll", "/consultations/la-question/"),
    Flow("search", "/recherche/?q=billets", queries=20),
    Flow("search, misspelt", "/recherche/?q=rendez+voux", queries=20),
    Flow("home, signed in", "/", actor="referent", queries=25),
    Flow("admin home", "/admin/", actor="referent", milliseconds=200),
    Flow("explorer", "/admin/pages/{home}/", actor="referent", milliseconds=200),
    Flow("page editor", "/admin/pages/{post}/edit/", actor="referent"),
    Flow("page chooser", "/admin/choose-page/", actor="referent"),
    Flow("unknown host", "/", actor="stranger", queries=1),
)

# Asked again with ever more items in each list of the one territory.
ITEMS = (100, 1_000, 10_000)
MEMBERS = (10, 10_000)
LISTS = (
    Flow("home", "/", queries=20),
    Flow("posts", "/blogs/"),
    Flow("posts of a commune", "/blogs/?commune=69141"),
    Flow("last page of posts", "/blogs/?page={last}"),
    Flow("blogs", "/blogs/?liste=blogs"),
    Flow("blog", "/blogs/le-blog/"),
    Flow("post, comments", "/blogs/le-blog/le-billet/"),
    Flow("post, signed in", "/blogs/le-blog/le-billet/", actor="inhabitant"),
    Flow("my feed", "/fil/", actor="inhabitant"),
    Flow("my criteria", "/compte/criteres/", actor="inhabitant"),
    Flow("agenda", "/agenda/"),
    Flow("agenda, a topic", "/agenda/?theme=culture"),
    Flow("agenda.ics", "/agenda.ics"),
    Flow("consultations", "/consultations/"),
    Flow("groups", "/groupes/"),
    Flow("search", "/recherche/?q=lavoirs", queries=20),
    Flow("search, misspelt", "/recherche/?q=bibliotéque", queries=20),
    Flow("search, filters", "/recherche/?q=marche&commune=69141&type=billet", queries=20),
    Flow("map", "/carte/"),
    Flow("points of the map", "/carte.geojson"),
    Flow("feed", "/flux.rss"),
    Flow("sitemap", "/sitemap.xml"),
    Flow("admin home", "/admin/", actor="referent", milliseconds=200),
    Flow("explorer", "/admin/pages/{blog}/", actor="referent", milliseconds=200),
)
