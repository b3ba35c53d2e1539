"""Cleaning of the HTML that people write, before it is stored and again before it is shown."""

import nh3
from wagtail.rich_text import RichText, expand_db_html

TAGS = {"a", "b", "br", "em", "h2", "h3", "hr", "i", "li", "ol", "p", "strong", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}
# What the editor stores: links name a page or a document, blocks carry the key of their comments.
STORED = {
    "a": {"href", "id", "linktype"},
    **{block: {"data-block-key"} for block in ("h2", "h3", "li", "p")},
}
SHOWN = {"a": {"href", "hreflang", "lang"}}


def clean_stored(source: str) -> str:
    """Rich text as the editor stores it, without anything that its buttons cannot make."""
    return nh3.clean(source, tags=TAGS, attributes=STORED, url_schemes=SCHEMES, link_rel=None)


def clean_shown(html: str) -> str:
    """HTML that is safe to show; links give search engines no vote for what people wrote."""
    return nh3.clean(
        html, tags=TAGS, attributes=SHOWN, url_schemes=SCHEMES, link_rel="ugc nofollow noopener"
    )


class CleanRichText(RichText):
    """A piece of rich text that is cleaned whenever it is drawn."""

    def __html__(self) -> str:
        """The text with its links to pages and documents resolved, then cleaned."""
        return clean_shown(expand_db_html(self.source))
