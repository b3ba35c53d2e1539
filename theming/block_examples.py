"""What the gallery shows of the blocks that stand between the texts of a page."""

from collections.abc import Iterator
from types import SimpleNamespace

from site_core.kernel.sanitise import CleanRichText

from .specimens import LONG, NOWHERE, ExamplePicture, Specimen, event, poll


def apart() -> Iterator[Specimen]:
    """What a page of the territory may hold between its texts."""
    said = CleanRichText(
        "<p>On se retrouve <b>samedi à 9 h</b> devant le lavoir, avec des gants.</p>"
    )
    for kind, word in (("info", "Information"), ("attention", "Attention"), ("done", "Fait")):
        value = {"kind": kind, "title": "Le lavoir est en travaux", "text": said}
        yield Specimen("blocks/callout.html", {"value": value, "kind": word}, "story__body")
    folds = [
        {"title": "Faut-il s’inscrire ?", "text": said},
        {"title": "Et s’il pleut ?", "text": said},
    ]
    yield Specimen(
        "blocks/accordion.html",
        {"value": {"title": "On nous demande souvent", "folds": folds}},
        "story__body",
    )
    rows = (("Lundi", "9 h – 12 h", "fermé"), ("Samedi", "9 h – 12 h", "14 h – 18 h"))
    table = {
        "caption": "Quand la salle est ouverte",
        "columns": [{"heading": heading} for heading in ("Jour", "Matin", "Après-midi")],
        "rows": [[{"value": words} for words in row] for row in rows],
    }
    yield Specimen("blocks/table.html", {"value": table}, "story__body")
    pictures = [
        {"picture": ExamplePicture(), "caption": words}
        for words in ("Le premier samedi", "Le deuxième, sous la pluie", "")
    ]
    yield Specimen("blocks/gallery.html", {"value": {"pictures": pictures}}, "story__body")
    video = {
        "title": "Un samedi au lavoir",
        "address": NOWHERE,
        "host": "tube.exemple.fr",
        "duration": "3 min",
        "transcript": said,
    }
    for poster in (ExamplePicture(), None):
        yield Specimen("blocks/video.html", {"value": {**video, "poster": poster}}, "story__body")
    files = [
        {"document": {"url": NOWHERE}, "name": name, "facts": facts}
        for name, facts in (("Compte rendu du 12 mars", "PDF, 1,2 Mo"), (LONG, "ODT, 48 ko"))
    ]
    yield Specimen(
        "blocks/files.html", {"value": {"title": "À télécharger"}, "files": files}, "story__body"
    )
    place = {"name": "Le lavoir", "address": "4 rue du Lavoir\nArrêt « Fontaine », ligne 2"}
    yield Specimen("blocks/place.html", {"value": place, "drawing": place_drawing()}, "story__body")
    yield Specimen("blocks/poll.html", {"card": poll(count=128)}, "story__body")
    announced = [event(), event(title=LONG)]
    for shown in (announced, []):
        yield Specimen(
            "blocks/events.html",
            {
                "value": {"heading": "Prochains chantiers"},
                "cards": shown,
                "agenda_url": NOWHERE,
            },
            "story__body",
        )


def place_drawing() -> SimpleNamespace:
    """A place among three communes."""
    return SimpleNamespace(**vars(towns_drawing()), x=100, y=90, words="À environ 400 m du centre.")


def towns_drawing() -> SimpleNamespace:
    """Three communes as dots with their names."""
    dots = [(40, 60, 9, False), (150, 40, 5, True), (110, 120, 6, False)]
    names = [(54, 65, "Le Bourg"), (160, 45, "Saint-Ouen"), (122, 125, "Les Eaux")]
    return SimpleNamespace(
        width=260,
        height=170,
        dots=[SimpleNamespace(x=x, y=y, radius=r, empty=empty) for x, y, r, empty in dots],
        labels=[
            SimpleNamespace(x=x, y=y, name=name, anchor="start", wide=False) for x, y, name in names
        ],
    )
