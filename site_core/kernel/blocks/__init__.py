"""The blocks that a text is made of; each has its template in `templates/blocks/`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..sanitise import CleanRichText, clean_stored
from .pictures import PictureBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class CleanTextBlock(blocks.RichTextBlock):
    """Text with titles, lists and links; cleaned when it is stored and when it is shown."""

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Migrations need not know that we clean."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs

    def to_python(self, value: str) -> CleanRichText:
        """What was stored."""
        return CleanRichText(value)

    def normalize(self, value: Any) -> CleanRichText:
        """A text of ours, from Wagtail's or from a string."""
        source = getattr(value, "source", value)
        return CleanRichText(source and str(source))

    def value_from_form(self, value: str) -> CleanRichText:
        """What the editor sent."""
        return CleanRichText(clean_stored(value))

    def get_prep_value(self, value: Any) -> str:
        """What will be stored, whoever made it."""
        return clean_stored(super().get_prep_value(value))

    def render(self, value: Any, context: Any = None) -> str:
        """The text as HTML, even when somebody handed over an uncleaned one."""
        return str(super().render(self.normalize(value), context))

    class Meta:
        group = _("Words")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = blocks.TextBlock(label=_("words"))
    author = blocks.CharBlock(required=False, max_length=120, label=_("said by"))

    class Meta:
        icon = "openquote"
        label = _("quote")
        group = _("Words")
        template = "blocks/quote.html"


class TextStreamBlock(blocks.StreamBlock):
    """A text: paragraphs and titles, pictures, quotes."""

    text = CleanTextBlock(
        features=TEXT_FEATURES, label=_("text"), icon="pilcrow", template="blocks/text.html"
    )
    picture = PictureBlock(label=_("picture"), template="blocks/picture.html")
    quote = QuoteBlock()
