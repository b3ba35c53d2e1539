"""Parts of a text that stand apart: a callout, questions that open one by one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import CleanTextBlock

NOTE_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
# What a callout says before its title; the same word stands beside its mark.
CALLOUTS = (("info", _("Information")), ("attention", _("Attention")), ("done", _("Done")))


class CalloutBlock(blocks.StructBlock):
    """A few lines that nobody should miss."""

    kind = blocks.ChoiceBlock(
        choices=CALLOUTS,
        default="info",
        label=_("kind"),
        search_index=False,
        help_text=_("Attention: what must not be forgotten. Done: what has been carried out."),
    )
    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = CleanTextBlock(features=NOTE_FEATURES, label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("callout")
        group = _("Words")
        template = "blocks/callout.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The word that stands beside the mark."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "kind": dict(CALLOUTS)[value["kind"]]}


class FoldBlock(blocks.StructBlock):
    """A question and its answer."""

    title = blocks.CharBlock(max_length=160, label=_("question or title"))
    text = CleanTextBlock(features=NOTE_FEATURES, label=_("answer"))

    class Meta:
        icon = "help"
        label = _("question")


class AccordionBlock(blocks.StructBlock):
    """Questions whose answers open one by one, without a script; all open on paper."""

    title = blocks.CharBlock(
        max_length=120, label=_("title"), help_text=_("Above the questions, in large letters.")
    )
    folds = blocks.ListBlock(FoldBlock(), min_num=1, label=_("questions"))

    class Meta:
        icon = "list-ul"
        label = _("questions and answers")
        group = _("Words")
        template = "blocks/accordion.html"
