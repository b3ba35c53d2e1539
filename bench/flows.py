"""What is measured, as data: a name, who asks for what, and what it may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flow:
    """One address asked for by one kind of person, in a territory among many.

    `queries` is the budget of docs/quality (None: none set); `milliseconds` only where an issue
    sets one: everything else is told as a ratio to the same flow among ten territories.
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
