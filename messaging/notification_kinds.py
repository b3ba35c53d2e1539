"""What people are told of, declared once; the apps above register their own.

A kind says what may be chosen about it; `messaging/notifications.py` says who is told, and when.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from members import following
from site_core.kernel.models import Territory


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """One kind of news about oneself.

    `label` is what one reads where channels are chosen; `sentence` is what one reads of it, with
    `%(who)s` and `%(what)s`: who did it, and the title of the page. What is a `duty` is sent
    whatever was chosen, and says why (a decision about one's words: DSA, article 17). `by_mail` is
    whether a mail leaves at once unless one chose otherwise.
    """

    name: str
    label: Any
    sentence: Any
    by_mail: bool = False
    duty: bool = False


@dataclass(slots=True)
class Registry:
    """The declared kinds, in the order of their declaration."""

    kinds: dict[str, NotificationKind] = field(default_factory=dict)

    def register(self, kind: NotificationKind) -> NotificationKind:
        """Declare a kind; ValueError when its name is taken."""
        if kind.name in self.kinds:
            raise ValueError(f"The kind of notification {kind.name} is declared twice.")
        self.kinds[kind.name] = kind
        return kind

    def chosen(self) -> list[NotificationKind]:
        """Those about which one has a choice."""
        return [kind for kind in self.kinds.values() if not kind.duty]


registry = Registry()
ANSWER = registry.register(
    NotificationKind(
        name="answer",
        label=_("Somebody answers my comment"),
        sentence=_("%(who)s answered you under “%(what)s”"),
        by_mail=True,
    )
)
FOLLOWED = registry.register(
    NotificationKind(
        name="followed",
        label=_("Something new in what I follow"),
        sentence=_("New in what you follow: “%(what)s”"),
    )
)
REMOVED = registry.register(
    NotificationKind(
        name="removed",
        label=_("A decision about what I wrote"),
        sentence=_("Your comment under “%(what)s” was removed"),
        by_mail=True,
        duty=True,
    )
)
ACCEPTED = registry.register(
    NotificationKind(
        name="accepted",
        label=_("A text of mine is accepted"),
        sentence=_("“%(what)s” was accepted"),
        duty=True,
    )
)
RETURNED = registry.register(
    NotificationKind(
        name="returned",
        label=_("A text of mine is sent back"),
        sentence=_("“%(what)s” was sent back to you: the mail tells why"),
        duty=True,
    )
)
UNPUBLISHED = registry.register(
    NotificationKind(
        name="unpublished",
        label=_("A text of mine is taken off the site"),
        sentence=_("“%(what)s” was taken off the site by the referents"),
        by_mail=True,
        duty=True,
    )
)


def sentence_of(row: Any) -> str:
    """What is read of one notification; its page and its people are loaded."""
    words = {"who": str(row.who or "") or _("Somebody"), "what": row.page.title}
    return str(registry.kinds[row.kind].sentence) % words


def is_readable(row: Any, territory: Territory) -> bool:
    """Whether what a notification is about may still be read here by a visitor."""
    comment = row.comment
    gone = comment is not None and comment.is_removed and row.kind != REMOVED.name
    return following.is_readable(row.page, territory) and not gone
