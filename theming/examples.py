"""What the gallery shows: each component and card with invented contents, in French as it is read.

A template of `templates/components`, `cards` or `blocks` that is added gets its specimens here; a
test says when one is missing.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import AUTHOR_KINDS
from site_core.kernel.listing import Pages
from site_core.kernel.sanitise import CleanRichText

from .block_examples import apart, towns_drawing
from .specimens import (
    LONG,
    NOWHERE,
    PICTURE,
    WHEN,
    ExamplePicture,
    Shelf,
    Specimen,
    card,
    event,
    poll,
    post,
)


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Titre", help_text="Une phrase, telle qu’on la dirait.")
    email = forms.EmailField(
        label="Adresse électronique", help_text="Elle n’est montrée à personne."
    )
    body = forms.CharField(label="Texte", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    town = forms.ChoiceField(
        label="Commune", choices=[("", "Toutes"), ("1", "Saint-Ouen-les-Eaux")]
    )
    day = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label="Qui écrit ?",
        choices=[("a", "Une habitante, un habitant"), ("b", "Un groupe")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Thématiques",
        choices=[("c", "Culture"), ("v", "Vie associative"), ("n", "Nature et environnement")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Autant que vous voulez.",
    )
    charter = forms.BooleanField(label="J’ai lu la charte", help_text="Elle tient en une page.")


# What the gallery's own page is framed with.
FRAME: dict[str, Any] = {
    "breadcrumbs": [(NOWHERE, "Agenda"), (NOWHERE, "Décembre 2026")],
    "languages": [("fr", "Français"), ("en", "English")],
    "messages": [
        Message(constants.SUCCESS, "Votre billet est publié.", extra_tags=""),
        Message(constants.INFO, "Votre texte attend la relecture d’un référent.", extra_tags=""),
        Message(
            constants.ERROR, "Cette adresse n’est pas complète : il manque la fin.", extra_tags=""
        ),
    ],
}
FRAMING = frozenset(
    f"components/{name}.html"
    for name in (
        "alternates",
        "artwork",
        "breadcrumbs",
        "footer",
        "languages",
        "mainnav",
        "masthead",
        "messages",
        "symbols",
    )
)
# Drawn by another specimen, never alone.
WITH_ANOTHER = frozenset({"components/facet_option.html", "components/kind_symbols.html"})


def cards() -> Iterator[Specimen]:
    """What lists are made of."""
    choices = ((1, "Près de la passerelle", ""), (2, "Sous le tilleul", "à l’ombre en été"))
    group = {
        "title": "Les amis du lavoir",
        "summary": "On cherche six paires de bras pour la haie, et une brouette.",
        "author_name": "Association",
    }
    yield Specimen("cards/post.html", {"card": post(**PICTURE, count=3), "lead": True})
    yield Specimen("cards/post.html", {"card": post(**PICTURE, title=LONG)}, listed="cards")
    yield Specimen("cards/post.html", {"card": post(author_kind="group", author_name="La fanfare")})
    yield Specimen("cards/text.html", {"card": post(author_kind="group", author_name="La fanfare")})
    yield Specimen("cards/event.html", {"card": event()}, listed="events")
    yield Specimen("cards/event.html", {"card": event(title=LONG, state="annulé")})
    yield Specimen("cards/poll.html", {"card": poll(choices=choices), "lead": True})
    yield Specimen("cards/poll.html", {"card": poll(count=128)}, listed="poll-lines")
    yield Specimen("cards/poll.html", {"card": poll(when_label="a pris fin hier", title=LONG)})
    yield Specimen(
        "cards/ballot.html",
        {
            "url": NOWHERE,
            "choices": choices,
            "facts": "encore 3 jours pour voter",
            "title": "Où mettre le banc ?",
        },
        "ballot ballot--full",
    )
    yield Specimen("cards/voted.html", {"id": 1, "url": NOWHERE, "level": 3})
    yield Specimen(
        "cards/group.html", {"card": card("group", **group, count=24, when=WHEN)}, listed="notices"
    )
    yield Specimen(
        "cards/blog.html",
        {"card": post(title="Carnet d’en haut", summary="Au fil des saisons.", count=12)},
    )
    yield Specimen(
        "cards/page.html",
        {"card": card("page", title="Qui sommes-nous ?", summary="Neuf personnes.", when=WHEN)},
    )


def texts() -> Iterator[Specimen]:
    """What a page says."""
    body = (
        "<h2>Un mur à remonter</h2><p>Il a fallu <b>trois samedis</b>, <i>du soleil</i> et "
        "<a href='#contenu'>un peu d’aide</a>.</p><h3>Il reste à faire</h3>"
        "<ul><li>le toit</li><li>les joints</li></ul><ol><li>d’abord</li><li>ensuite</li></ol><hr>"
    )
    yield Specimen("gallery/texts.html", {})
    yield Specimen("blocks/text.html", {"value": CleanRichText(body)}, "story__body")
    yield Specimen("blocks/picture.html", {"value": ExamplePicture()}, "story__body")
    yield Specimen(
        "blocks/quote.html",
        {"value": {"text": "On s’y retrouvait tous les lundis.", "author": "Paulette, 86 ans"}},
        "story__body",
    )
    for kind in AUTHOR_KINDS:
        yield Specimen(
            "components/byline.html",
            {"author_kind": kind, "author_name": "Jeanne D.", "place": "Le Bourg", "when": WHEN},
        )
    yield Specimen("components/picture.html", {"card": post(**PICTURE)})


def lists() -> Iterator[Specimen]:
    """What gathers cards and leads from one page to the next."""
    pages = Pages(range(500), 10)
    kind = {
        "section": "examples",
        "heading": "De quoi parle-t-on ici ?",
        "list_class": "cards",
        "card_template": "cards/post.html",
        "all_label": "Lire tous les billets",
        "empty": "Personne n’a encore écrit ici. Le premier billet sera peut-être le vôtre.",
        "index_path": NOWHERE,
        "steps": [(NOWHERE, "M’inscrire")],
    }
    first = SimpleNamespace(**kind)
    second = SimpleNamespace(**{**kind, "section": "no-example", "heading": "Et ailleurs ?"})
    yield Specimen(
        "components/card_section.html",
        {"kind": first, "cards": [post(), post(title=LONG)], "url": NOWHERE},
    )
    yield Specimen(
        "components/other_language.html",
        {
            "front": {
                "own_language": "français",
                "elsewhere": [
                    {"label": label, "elsewhere": NOWHERE} for label in ("Agenda", "Billets")
                ],
            }
        },
    )
    yield Specimen("components/card_section.html", {"kind": second, "cards": [], "url": NOWHERE})
    yield Specimen(
        "components/empty.html",
        {"text": "Rien n’est prévu cette semaine.", "url": NOWHERE, "label": "Voir tout l’agenda"},
    )
    yield Specimen("components/pagination.html", {"page_obj": pages.page(4)})


def findings() -> Iterator[Specimen]:
    """What a search answers, and the map."""
    common = {"summary": "On y repasse depuis samedi.", "excerpt": "… un héron sur la rive …"}
    yield Specimen(
        "components/result.html",
        {
            "result": SimpleNamespace(
                kind=SimpleNamespace(label="Billet"),
                card=post(),
                title=mark_safe("La <mark>passerelle</mark> est rouverte"),
                topic="Vie associative",
                **common,
            )
        },
    )
    yield Specimen(
        "components/result.html",
        {
            "result": SimpleNamespace(
                kind=SimpleNamespace(label="Évènement"),
                card=event(when_label="Samedi 5 décembre, 14 h 30"),
                title=LONG,
                moment=WHEN,
                state="annulé",
                **common,
            )
        },
    )
    options = [
        SimpleNamespace(value="culture", label="Culture", count=12, chosen=True),
        SimpleNamespace(value="nature", label="Nature et environnement", count=3, chosen=False),
    ]
    yield Specimen(
        "components/facet.html",
        {
            "facet": SimpleNamespace(name="theme", legend="Thématiques", single=False),
            "first": options[:1],
            "rest": options[1:],
        },
        "facets",
    )
    yield Specimen("components/towns_drawing.html", {"map": towns_drawing()}, "map__plate")


def acts() -> Iterator[Specimen]:
    """What people fill in, and what they are answered."""
    empty, wrong = (
        ExampleForm(auto_id="empty_%s"),
        ExampleForm({"email": "jeanne@"}, auto_id="wrong_%s"),
    )
    yield Specimen(
        "components/finder.html",
        {
            "finder": {
                "towns": [("1", "Saint-Ouen-les-Eaux")],
                "districts": [("bourg", "Le Bourg")],
                "topics": [("culture", "Culture")],
            }
        },
    )
    for field in empty:
        yield Specimen("components/form_field.html", {"field": field}, "form")
    yield Specimen("components/form_errors.html", {"form": wrong, "is_example": True})
    for field in wrong:
        yield Specimen("components/form_field.html", {"field": field}, "form")
    for state, heading in (
        ("sent", "Votre message est parti"),
        ("wait", "Votre texte attend d’être relu"),
        ("wrong", "Ce lien ne sert plus"),
        ("closed", "Ce sondage a pris fin"),
    ):
        yield Specimen(
            "components/status.html",
            {
                "state": state,
                "heading": heading,
                "text": "Vous n’avez rien d’autre à faire.",
                "url": NOWHERE,
                "label": "Revenir à la une",
            },
        )


def shelves() -> tuple[Shelf, ...]:
    """Everything, in the order of the gallery."""
    return (
        Shelf("textes", _("Texts and pictures"), tuple(texts())),
        Shelf("blocs", _("Between the texts"), tuple(apart())),
        Shelf("cartes", _("Cards"), tuple(cards())),
        Shelf("listes", _("Lists"), tuple(lists())),
        Shelf("recherche", _("Search and map"), tuple(findings())),
        Shelf("formulaires", _("Forms and answers"), tuple(acts())),
    )
