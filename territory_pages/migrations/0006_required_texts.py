"""Required pages whose first text became untrue lose it: the page now says it by itself.

Those that somebody edited keep what they say.
"""

from typing import Any

from django.db import migrations
from wagtail.blocks import StreamValue

SINCE_SAID = (
    "<h2>Éditeur</h2>",
    "<h2>Lire sans laisser de trace</h2>",
    "<p>Aucune décision n’a encore été prise à ",
)
HOSTED, WRITE = "<h2>Hébergement</h2>", "<h2>Nous écrire</h2>"
FIGURES = "Combien de textes relus, renvoyés ou retirés, et comment contester."


def still_true(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks that remain, without what the page says by itself."""
    kept = []
    for block in blocks:
        text = block["value"] if block["type"] == "text" else ""
        if text.startswith(HOSTED):
            kept.append({**block, "value": WRITE + text.partition(WRITE)[2]})
        elif not text.startswith(SINCE_SAID):
            kept.append(block)
    return kept


def drop_first_texts(apps: Any, _schema_editor: Any) -> None:
    """On the pages that nobody edited since their territory opened."""
    pages = apps.get_model("territory_pages", "StandardPage").objects.filter(
        slug__in=("mentions-legales", "donnees-personnelles", "moderation"),
        depth=3,
        latest_revision=None,
    )
    for page in pages.iterator(chunk_size=500):
        before = list(page.body.raw_data)
        after = still_true(before)
        if after == before:
            continue
        page.body = StreamValue(page.body.stream_block, after, is_lazy=True)
        fields = ["body"]
        if page.slug == "moderation":
            page.introduction = FIGURES
            fields.append("introduction")
        page.save(update_fields=fields)


class Migration(migrations.Migration):
    dependencies = [("territory_pages", "0005_home_sections")]

    operations = [migrations.RunPython(drop_first_texts, migrations.RunPython.noop)]
