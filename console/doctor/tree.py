"""The trees of pages and of collections: two or three queries each, however large they are."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page, get_page_models

from .findings import Finding, report

AT_ONCE = 2_000


def trees_are_whole() -> list[Finding]:
    """Every node stands where its path says, below a node that counts it."""
    return [*faults_of(Page, _("pages")), *faults_of(Collection, _("collections"))]


def faults_of(model: Any, name: str) -> list[Finding]:
    """The faults of one tree. The children are counted by the database, compared in one pass."""
    parent_path = Substr("path", 1, Length("path") - model.steplen)
    below = model.objects.filter(depth__gt=1).order_by().annotate(parent_path=parent_path)
    counted = dict(below.values_list("parent_path").annotate(Count("pk")))
    misplaced, miscounted = [], []
    nodes = model.objects.order_by().values_list("pk", "path", "depth", "numchild")
    for pk, path, depth, children in nodes.iterator(AT_ONCE):
        if len(path) != depth * model.steplen or not set(path) <= set(model.alphabet):
            misplaced.append(pk)
        if children != counted.pop(path, 0):
            miscounted.append(pk)
    orphans = list(below.filter(parent_path__in=list(counted)[:AT_ONCE]).values_list("pk", flat=1))
    mend = _("Make a copy of the database, then run fixtree at a quiet time.")
    return [
        *report(
            "D101",
            _("The path and the depth disagree (%(tree)s).") % {"tree": name},
            mend,
            misplaced,
        ),
        *report("D102", _("The parent is missing (%(tree)s).") % {"tree": name}, mend, orphans),
        *report(
            "D103",
            _("The number of children is wrong (%(tree)s).") % {"tree": name},
            mend,
            miscounted,
        ),
    ]


def between() -> Case:
    """What stands in the address of a page after its parent's, by its kind."""
    kinds = [model for model in get_page_models() if getattr(model, "address_between", "")]
    types = ContentType.objects.get_for_models(*kinds)
    found = ((types[model].pk, f"{model.address_between}/") for model in kinds)
    return Case(
        *(When(content_type=key, then=Value(path)) for key, path in found),
        default=Value(""),
        output_field=TextField(),
    )


def addresses_follow_the_tree() -> list[Finding]:
    """The address of a page is its parent's, what its kind puts between, and its own slug."""
    parent_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    above = Page.objects.filter(path=parent_path).values("url_path")[:1]
    wrong = (
        Page.objects.filter(depth__gt=1)
        .order_by()
        .annotate(
            expected=Concat(
                Subquery(above), between(), F("slug"), Value("/"), output_field=TextField()
            )
        )
        .exclude(url_path=F("expected"))
        .values_list("pk", flat=True)
    )
    return report(
        "D104",
        _("The address of a page does not follow from its parent's."),
        _("Run set_url_paths."),
        wrong,
    )
