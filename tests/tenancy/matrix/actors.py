"""Who asks, and what they are on each host."""

from dataclasses import dataclass
from enum import StrEnum

from tests.tenancy.canaries import NETWORK, Network, Reader


class Standing(StrEnum):
    """What somebody is to the host that they ask."""

    VISITOR = "visitor"
    STRANGER = "stranger"  # signed in, and nobody here
    MEMBER = "member"
    EDITOR = "editor"
    REFERENT = "referent"
    OPERATOR = "operator"


MAY_READ = {
    Standing.VISITOR: Reader.ANYBODY,
    Standing.STRANGER: Reader.SIGNED_IN,
    Standing.MEMBER: Reader.SIGNED_IN,
    Standing.EDITOR: Reader.STAFF,
    Standing.REFERENT: Reader.REFERENT,
    Standing.OPERATOR: Reader.REFERENT,
}


@dataclass(frozen=True)
class Actor:
    """One kind of person; `roles` says what they are in which territory."""

    name: str
    roles: str = ""  # as in "a:referent c:referent"
    signs_in: bool = True
    runs_all: bool = False

    def standing(self, host: str) -> Standing:
        """What this person is on the host with this letter."""
        if not self.signs_in:
            return Standing.VISITOR
        if self.runs_all:
            return Standing.OPERATOR
        held = dict(role.split(":") for role in self.roles.split())
        return Standing(held.get(host, "stranger"))

    @property
    def homes(self) -> str:
        """The letters of the territories where this person is somebody."""
        return "".join(role[0] for role in self.roles.split())

    def may_read(self, host: str) -> Reader:
        """The most that this person may read on the host of a territory."""
        return MAY_READ[self.standing(host)]

    def may_read_of_network(self) -> Network:
        """The most that this person may read on the network site."""
        return Network.OPERATOR if self.runs_all else Network.ANYBODY


# The deactivated referent keeps the cookie of a session that was opened before.
ACTORS = {
    actor.name: actor
    for actor in (
        Actor("visitor", signs_in=False),
        Actor("deactivated referent of A", signs_in=False),
        Actor("member of A", "a:member"),
        Actor("member of B", "b:member"),
        Actor("member of A and C", "a:member c:member"),
        Actor("editor of A", "a:editor"),
        Actor("referent of A", "a:referent"),
        Actor("referent of A and C", "a:referent c:referent"),
        Actor("referent of B", "b:referent"),
        Actor("operator", runs_all=True),
    )
}
HOSTS = {"a": "a.localhost", "b": "b.localhost", NETWORK: "kikalu.localhost"}
