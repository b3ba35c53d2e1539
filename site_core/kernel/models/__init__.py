"""Every model of the kernel, by the name others import."""

from .media import KikaluDocument, KikaluImage, KikaluRendition
from .moderation import ReferentTask
from .owned import TerritoryOwned
from .pages import BasePage, Illustrated, Located, Topical
from .territory import District, Role, RoleGroup, Territory, TerritoryRole, Town
from .topics import Topic

__all__ = [
    "BasePage",
    "District",
    "Illustrated",
    "KikaluDocument",
    "KikaluImage",
    "KikaluRendition",
    "Located",
    "ReferentTask",
    "Role",
    "RoleGroup",
    "Territory",
    "TerritoryOwned",
    "TerritoryRole",
    "Topic",
    "Topical",
    "Town",
]
