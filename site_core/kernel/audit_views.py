"""The log of a territory, for its referents; on the network site, the operator's own.

Nobody edits it. `register()` adds its screen to Wagtail's admin, whose doors say who may enter.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import registry

from . import audit
from .admin import doors
from .models.audit import AuditLink, Link
from .models.territory import Role
from .spreadsheets import HarmlessExportMixin


@dataclass(frozen=True)
class Entry:
    """What the log shows of one act."""

    number: int
    at: datetime
    act: str
    who: str
    acting_for: str
    target: str
    why: str
    details: str


def act_label(action: str) -> str:
    """An action in words; its name when nobody described it."""
    registry.scan_for_actions()
    formatter = registry.formatters.get(action)
    return str(audit.LABELS.get(action) or (formatter.label if formatter else action))


def act_choices() -> list[tuple[str, str]]:
    """Every action that has words, in the order of the words."""
    registry.scan_for_actions()
    names = {*audit.LABELS, *registry.formatters}
    return sorted(((name, act_label(name)) for name in names), key=lambda choice: choice[1])


def entry_of(link: Link) -> Entry:
    """The entry of a link whose parts are at hand."""
    parts = {part.name: json.loads(part.facts) for part in link.parts.all()}  # type: ignore[attr-defined]
    erased = json.loads(link.part_digests).keys() - parts.keys()
    act = parts.get(audit.ACT, {})

    def name(part: str) -> str:
        return _("erased") if part in erased else parts.get(part, {}).get("name", "")

    return Entry(
        number=link.sequence,
        at=link.at,
        act=act_label(link.action) + role_in_words(act),
        who=name(audit.ACTOR),
        acting_for=name(audit.ACTING_FOR),
        target=_("erased") if audit.ACT in erased else target_in_words(act.get("target")),
        why=act.get("why", ""),
        details=details_in_words(act),
    )


def target_in_words(target: dict[str, str] | None) -> str:
    """What was acted upon: its kind and its name at the time."""
    if not target:
        return ""
    try:
        kind = str(apps.get_model(target["kind"])._meta.verbose_name)
    except LookupError:
        kind = target["kind"]
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": target["label"]}


def role_in_words(act: dict[str, Any]) -> str:
    """The role that was given or taken back, in brackets."""
    role = act.get("details", {}).get("role")
    return f" ({Role(role).label})" if role in Role.values else ""


def details_in_words(act: dict[str, Any]) -> str:
    """What changed and how, as JSON: for the rare times when the rest is not enough."""
    kept = {name: act[name] for name in ("before", "after", "details") if act.get(name)}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


class LogFilterSet(WagtailFilterSet):
    """By kind of act and by date; without a list of people, which would name them all."""

    action = django_filters.ChoiceFilter(label=gettext_lazy("Act"), choices=act_choices)
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = AuditLink
        fields: list[str] = []


class LogView(HarmlessExportMixin, ReportView):
    """The chain of the host's territory, the latest act first."""

    page_title = gettext_lazy("Audit log")
    header_icon = "history"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    filterset_class = LogFilterSet
    export_filename = "journal"
    columns = [
        Column("number", label=gettext_lazy("No.")),
        DateColumn("at", label=gettext_lazy("Date")),
        Column("act", label=gettext_lazy("Act")),
        Column("who", label=gettext_lazy("By")),
        Column("acting_for", label=gettext_lazy("For")),
        Column("target", label=gettext_lazy("On")),
        Column("why", label=gettext_lazy("Reason")),
    ]
    list_export = ["number", "at", "act", "who", "acting_for", "target", "why", "details"]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        """The same words as on the screen."""
        return {column.name: column.label for column in self.columns} | {"details": _("Details")}

    def get_base_queryset(self) -> QuerySet[Any]:
        """The links of this host's chain, with their parts."""
        chain = audit.chain_of(self.request.territory)
        links: QuerySet[Any] = chain.links.order_by("-sequence").prefetch_related("parts")
        return links

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen; or the file, which itself enters the log, for it takes names away."""
        if not self.is_export:
            screen: HttpResponse = super().get(request, *args, **kwargs)
            return screen
        kind = request.GET["export"]
        audit.record(
            territory=request.territory,  # type: ignore[attr-defined]
            actor=request.user,
            action="audit.export",
            format=kind,
        )
        links = self.get_queryset().iterator(audit.AT_ONCE)
        file: HttpResponse = self.as_spreadsheet(map(entry_of, links), kind)
        return file

    def get_table(self, object_list: Any) -> Any:
        """The entries of one page."""
        return super().get_table([entry_of(link) for link in object_list])

    def get_heading(self, _queryset: Any, field: str) -> str:
        """The heading of an exported column."""
        return str(self.export_headings[field])


def urls() -> Iterator[Any]:
    """The two addresses of the screen, under /admin/."""
    yield path("journal/", LogView.as_view(), name="audit_log")
    yield path("journal/resultats/", LogView.as_view(results_only=True), name="audit_log_results")


def menu_item() -> MenuItem:
    """The entry of the admin's menu."""
    return MenuItem(
        gettext_lazy("Audit log"),
        reverse("audit_log"),
        name="audit-log",
        icon_name="history",
        order=9_000,
    )


def register() -> None:
    """Add the screen, its menu entry and the doors that lead to it."""
    doors.open_doors({"audit_log": doors.PUBLISHERS, "audit_log_results": doors.PUBLISHERS})
    hooks.register("register_admin_urls", lambda: list(urls()))
    hooks.register("register_admin_menu_item", menu_item)
