"""Every model of the kernel, by the name others import."""

from .audit import (
    AuditHead,
    AuditLink,
    AuditPart,
    ClosedChain,
    OperatorHead,
    OperatorLink,
    OperatorPart,
)
from .gone import GoneAddress
from .media import KikaluDocument, KikaluImage, KikaluRendition
from .moderation import ReferentTask
from .owned import TerritoryOwned
from .page_parts import Illustrated, Located, Topical
from .pages import BasePage
from .territory import District, Role, RoleGroup, Territory, TerritoryRole, Town
from .topics import Topic

__all__ = [
    "AuditHead",
    "AuditLink",
    "AuditPart",
    "BasePage",
    "ClosedChain",
    "District",
    "GoneAddress",
    "Illustrated",
    "KikaluDocument",
    "KikaluImage",
    "KikaluRendition",
    "Located",
    "OperatorHead",
    "OperatorLink",
    "OperatorPart",
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
