"""The blocks that a text is made of; each has its template in `templates/blocks/`."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = blocks.TextBlock(label=_("words"))
    author = blocks.CharBlock(required=False, max_length=120, label=_("said by"))

    class Meta:
        icon = "openquote"
        label = _("quote")
        template = "blocks/quote.html"


class TextStreamBlock(blocks.StreamBlock):
    """A text: paragraphs and titles, pictures, quotes."""

    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("text"), icon="pilcrow", template="blocks/text.html"
    )
    picture = ImageBlock(label=_("picture"), template="blocks/picture.html")
    quote = QuoteBlock()
