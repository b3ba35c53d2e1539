"""Nothing points over the wall between two territories: one query a kind of link."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, F, Min, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

from site_core.kernel.models import KikaluDocument, KikaluImage, TerritoryOwned
from site_core.kernel.scoping import is_scoped

from .findings import Finding, report
from .ground import home_path, territory_of_homes


def scoped_links(model: Any) -> Iterator[str]:
    """The names of a model's keys and many-to-many fields that point to rows of a territory."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.related_model and is_scoped(field.related_model):
            yield field.name


def path_to_page(model: Any) -> str:
    """How a query on a model finds the path of its page; nothing when it has none."""
    if issubclass(model, Page):
        return "path"
    for field in model._meta.concrete_fields:
        if isinstance(field, ParentalKey) and issubclass(field.related_model, Page):
            return f"{field.name}__path"
    return ""


def rows_stay_inside() -> list[Finding]:
    """A row of a territory points to rows of the same one."""
    crossing: list[str] = []
    for model in apps.get_models():
        if not issubclass(model, TerritoryOwned):
            continue
        for name in scoped_links(model):
            rows = (
                model.all_rows.order_by()
                .annotate(other=F(f"{name}__territory_id"))
                .exclude(other=None)
                .exclude(other=F("territory_id"))
            )
            crossing += [
                f"{model._meta.label}.{name} {pk}" for pk in rows.values_list("pk", flat=1)
            ]
    return report(
        "D401",
        _("A row points to a row of another territory."),
        _("Correct the row; then look how it was written, for the wall has a hole."),
        crossing,
    )


def pages_stay_inside() -> list[Finding]:
    """The town, district, topics and pictures of a page are its own territory's."""
    homes = territory_of_homes()
    crossing: list[str] = []
    for model in apps.get_models():
        path = path_to_page(model)
        if not path:
            continue
        for name in scoped_links(model):
            pairs = (
                model._meta.base_manager.order_by()
                .exclude(**{name: None})
                .annotate(home=home_path(path))
                .values_list("home", f"{name}__territory_id")
                .annotate(first=Min("pk"), rows=Count("pk"))
            )
            crossing += [
                f"{model._meta.label}.{name} {first}" + (f" (+{rows - 1})" if rows > 1 else "")
                for home, owner, first, rows in pairs
                if homes.get(home) != owner
            ]
    return report(
        "D402",
        _("A page points to a row of another territory."),
        _("Edit the page and choose again."),
        crossing,
    )


def texts_stay_inside() -> list[Finding]:
    """The pictures and documents inside the text of a page are its own territory's."""
    homes = territory_of_homes()
    crossing: list[str] = []
    pages = ContentType.objects.get_for_model(Page)
    direct = {
        name for model in apps.get_models() if path_to_page(model) for name in scoped_links(model)
    }
    for target in (KikaluImage, KikaluDocument):
        page = Page.objects.filter(pk=Cast(OuterRef("object_id"), BigIntegerField()))
        row = target.all_rows.filter(pk=Cast(OuterRef("to_object_id"), BigIntegerField()))
        pairs = (
            ReferenceIndex.objects.filter(
                base_content_type=pages,
                to_content_type=ContentType.objects.get_for_model(target),
            )
            .exclude(model_path__in=direct)
            .order_by()
            .annotate(
                home=Subquery(page.order_by().values(home=home_path())[:1]),
                owner=Subquery(row.order_by().values("territory_id")[:1]),
            )
            .exclude(owner=None)
            .values_list("home", "owner")
            .annotate(first=Min("object_id"))
        )
        crossing += [
            f"{target._meta.label} ({first})"
            for home, owner, first in pairs
            if homes.get(home) != owner
        ]
    return report(
        "D403",
        _("The text of a page shows a picture or document of another territory (page)."),
        _("Edit the page and choose again."),
        crossing,
    )
