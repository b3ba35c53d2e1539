"""What a page of the territory may be made of, block by block."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import CollectionViewRestriction, PageViewRestriction
from wagtail_localize.operations import translate_object
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from site_core.kernel import territories
from site_core.kernel.blocks.files import size_words
from site_core.kernel.models import Territory, Topic, Town
from territory_pages.map import Label
from territory_pages.models import StandardPage
from territory_pages.place_map import place_map
from territory_pages.search.models import SearchEntry
from territory_pages.services import translate_home
from tests.factories import (
    make_document,
    make_event,
    make_image,
    make_poll,
    make_standard_page,
)
from tests.factories.media import picture_file
from tests.factories.texts import (
    MORNANT,
    block,
    events_block,
    file_blocks,
    items,
    stored,
    told,
    words_blocks,
)
from tests.measure import queries
from tests.territory_pages.test_languages import in_english

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def say(text: str) -> str:
    """A text that says what it is."""
    return text.capitalize()


def page_with(territory: Territory, *blocks: dict[str, Any], **fields: Any) -> StandardPage:
    """A published page made of these blocks."""
    page: StandardPage = make_standard_page(territory, body=stored(blocks), **fields)
    return page


def html_of(browse: Browse, territory: Territory, page: Any, **options: Any) -> str:
    """What a visitor reads."""
    answer = browse(territory).get(f"/{page.slug}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def everything(territory: Territory) -> list[dict[str, Any]]:
    """One block of each kind."""
    image, document = make_image(territory), make_document(territory)
    poll = make_poll(territory, title="Faut-il un banc ?")
    make_event(territory, title="Bal du lavoir")
    return [
        block("text", "<p>Bonjour</p>"),
        block("picture", told(image.pk, "Un lavoir")),
        block("quote", {"text": "On y revient", "author": "Paulette"}),
        *words_blocks(say),
        *file_blocks(say, image.pk, document.pk),
        block("poll", poll.pk),
        events_block(say),
    ]


def test_a_page_shows_each_kind_of_block(a: Territory, browse: Browse) -> None:
    kinds = set(StandardPage.body.field.stream_block.child_blocks)
    blocks = everything(a)
    assert {one["type"] for one in blocks} == kinds

    html = html_of(browse, a, page_with(a, *blocks))

    for said in (
        "Callout",
        "Its text",
        "Accordion",
        "Question",
        "Answer",
        "Caption of the table",
        "Second heading",
        "Cell",
        "Place",
        "Address of a place",
        "Caption 2",
        "Transcript",
        "Title of a file",
        "Faut-il un banc ?",
        "Bal du lavoir",
    ):
        assert said in html
    assert "<script" not in re.search(r'<div class="story__body.*?</article>', html, re.S)[0]


def test_a_callout_says_its_kind_in_a_word(a: Territory, browse: Browse) -> None:
    callout = {"kind": "attention", "title": "Travaux", "text": "<p>La rue est fermée.</p>"}

    html = html_of(browse, a, page_with(a, block("callout", callout)))

    assert re.search(r'class="callout__kind"><svg aria-hidden="true".*?</svg>Attention</p>', html)


def test_what_opens_needs_no_script_and_has_its_place_among_the_headings(
    a: Territory, browse: Browse
) -> None:
    fold = {"title": "Combien ?", "text": "<p>Rien</p>"}
    accordion = {"title": "On nous demande", "folds": items([fold, fold])}

    html = html_of(browse, a, page_with(a, block("accordion", accordion)))

    assert "<h2>On nous demande</h2>" in html
    assert html.count('<details class="fold"><summary><h3>Combien ?</h3></summary>') == 2


def test_a_table_can_be_heard_and_scrolled_with_the_keyboard(a: Territory, browse: Browse) -> None:
    html = html_of(browse, a, page_with(a, *words_blocks(say)))

    assert 'role="region" tabindex="0" aria-label="Caption of the table"' in html
    assert "<caption>Caption of the table</caption>" in html
    assert '<th scope="col">Second heading</th>' in html
    assert '<th scope="row">Name of a row</th><td>Cell</td>' in html


def test_what_somebody_writes_in_any_block_is_cleaned_when_it_is_shown(
    a: Territory, browse: Browse
) -> None:
    def bad(text: str) -> str:
        return f"<script>alert('{text}')</script><img src=x onerror=alert(1)>{text}"

    image, document = make_image(a), make_document(a)
    blocks = [*words_blocks(bad), *file_blocks(bad, image.pk, document.pk), events_block(bad)]

    html = html_of(browse, a, page_with(a, *blocks))

    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_rich_text_is_cleaned_before_it_is_stored(a: Territory) -> None:
    text = "<p onclick='x()'>Bonjour<script>x()</script></p>"
    page = make_standard_page(
        a,
        body=[
            ("callout", {"kind": "info", "title": "Oui", "text": text}),
            ("accordion", {"title": "Oui", "folds": [{"title": "Oui", "text": text}]}),
        ],
    )
    raw = str(page.body.get_prep_value())
    assert "onclick" not in raw
    assert "script" not in raw


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (812_000, "812 kB"), (1_240_000, "1.2 MB"), (34_600_000, "35 MB")],
)
def test_the_size_of_a_file_is_told_as_people_say_it(size: int, words: str) -> None:
    with translation.override("en"):
        assert size_words(size) == words


def test_files_have_their_title_kind_and_size(a: Territory, browse: Browse) -> None:
    document = make_document(a, title="Compte rendu")
    one = {"document": document.pk, "title": ""}
    gone = {"document": document.pk + 1_000, "title": "Disparu"}
    files = {"title": "À télécharger", "files": items([one, gone])}

    html = html_of(browse, a, page_with(a, block("files", files)))

    assert f'href="{document.url}"' in html
    assert re.search(r"Compte rendu <small>\(TXT, 1\s(ko|kB)\)</small>", html)
    assert "Disparu" not in html


def test_a_picture_says_the_words_written_for_it_each_time_it_is_shown(
    a: Territory, browse: Browse
) -> None:
    image = make_image(a, description="Un carré")
    page = page_with(
        a,
        block("picture", told(image.pk, "Le lavoir au matin")),
        block("picture", told(image.pk, "Le lavoir au soir")),
        *file_blocks(say, image.pk, make_document(a).pk),
    )
    for _visit in ("copies are made", "copies are known"):
        html = html_of(browse, a, page)
        words = re.findall(r'<img [^>]*alt="([^"]*)"', html[html.index("story__body") :])
        assert words == [
            "Le lavoir au matin",
            "Le lavoir au soir",
            "Alt 1",
            "Alt 2",
            "Alt of a poster",
        ]


def test_a_document_or_a_picture_of_a_neighbour_is_never_shown(
    a: Territory, b: Territory, browse: Browse
) -> None:
    theirs = make_document(b, title="Serinette")
    photo = make_image(b, title="Canari")
    with territories.enter(b):
        address = photo.get_rendition("width-480|format-webp").url
    page = page_with(
        a, *file_blocks(say, photo.pk, theirs.pk), block("picture", told(photo.pk, "x"))
    )

    html = html_of(browse, a, page)

    assert "Serinette" not in html
    assert theirs.url not in html
    assert address not in html
    assert "<img" not in re.search(r'<div class="story__body.*?</article>', html, re.S)[0]


def test_a_video_asks_nothing_of_the_other_site_and_is_told_in_words(
    a: Territory, browse: Browse
) -> None:
    image = make_image(a, file=picture_file(size=(1200, 700)))
    page = page_with(a, *file_blocks(say, image.pk, make_document(a).pk))

    answer = browse(a).get(f"/{page.slug}/")
    html = answer.content.decode()

    assert re.findall(r"<[a-z]+ [^>]*tube\.test[^>]*>", html) == [
        '<a class="video__go" href="https://tube.test/Address of a video" '
        'rel="noopener noreferrer nofollow">'
    ]
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert "<iframe" not in html
    assert "Transcript" in html


def test_a_place_is_drawn_and_told_in_words(a: Territory, browse: Browse) -> None:
    place = {"name": "La Boîte", "address": "4 rue du Lavoir", "point": MORNANT}

    html = html_of(browse, a, page_with(a, block("place", place)))

    figure = re.search(r'<div class="place">.*?</figure>', html, re.S)[0]
    assert 'class="place__pin"' in figure
    assert "4 rue du Lavoir" in figure
    assert "Mornant" in figure
    assert re.search(r'href="/carte/\?commune=69141"', figure)


def test_no_name_is_written_over_another_one_or_over_the_place() -> None:
    towns = [
        Town(pk=number, name=name, latitude=45.61 + north / 100, longitude=4.67 + east / 100)
        for number, (name, north, east) in enumerate(
            (("Chaussan", 0.9, -2.4), ("Mornant", 0.1, 0), ("Rontalon", 5, -3), ("Loin", 40, 40)), 1
        )
    ]

    drawing = place_map(45.62, 4.66, towns)

    mark = Label("   ", drawing.x - 18, drawing.y, "start")
    assert len(drawing.dots) == 4
    for number, label in enumerate(drawing.labels):
        assert not label.overlaps(mark)
        assert not any(label.overlaps(other) for other in drawing.labels[:number])


def test_a_place_far_from_every_known_commune_is_not_drawn() -> None:
    drawing = place_map(45.62, 4.66, [])

    assert (drawing.height, drawing.words, drawing.town) == (0, "", None)


@pytest.mark.parametrize(
    ("latitude", "words"),
    [(45.6205, "In the middle"), (45.6245, "About 500 m"), (45.65, "About 3.3 km")],
)
def test_how_far_a_place_is_is_said_in_words(latitude: float, words: str) -> None:
    town = Town(pk=1, name="Mornant", latitude=45.62, longitude=4.66)
    with translation.override("en"):
        assert place_map(latitude, 4.66, [town]).words.startswith(words)


def test_a_place_without_a_point_or_with_an_unreadable_one_is_told_in_words(
    a: Territory, browse: Browse
) -> None:
    for point in ("", "quelque part"):
        place = {"name": "La Boîte", "address": "4 rue du Lavoir", "point": point}
        html = html_of(browse, a, page_with(a, block("place", place)))
        assert "La Boîte" in html
        assert "place__pin" not in html


def test_an_open_poll_is_answered_on_the_page(a: Territory, browse: Browse) -> None:
    poll = make_poll(a, title="Un banc ?", options=("Ici", "Là"))

    html = html_of(browse, a, page_with(a, block("poll", poll.pk)))

    assert 'action="/consultations/' in html
    assert html.count('name="choice"') == 2


def test_a_closed_poll_says_so(a: Territory, browse: Browse) -> None:
    over = timezone.now() - timedelta(days=3)
    poll = make_poll(a, title="Un banc ?", opens_at=over - timedelta(days=7), closes_at=over)

    html = html_of(browse, a, page_with(a, block("poll", poll.pk)))

    assert "Un banc ?" in html
    assert "poll-line" in html
    assert 'name="choice"' not in html


def test_a_poll_that_nobody_may_read_is_not_shown(
    a: Territory, b: Territory, browse: Browse
) -> None:
    withdrawn = make_poll(a, title="Canari retiré", live=False)
    private = make_poll(a, title="Canari privé")
    with territories.enter(a):
        PageViewRestriction.objects.create(page=private, restriction_type="login")
    theirs = make_poll(b, title="Canari voisin")
    for key in (withdrawn.pk, private.pk, theirs.pk, theirs.pk + 10_000):
        html = html_of(browse, a, page_with(a, block("poll", key), title="Une page"))
        assert "Canari" not in html


def test_a_poll_is_asked_in_the_language_of_the_page(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    poll = make_poll(a, title="Faut-il un banc ?")
    only_french = make_poll(a, title="Et une fontaine ?")
    page = page_with(a, block("poll", poll.pk), block("poll", only_french.pk))
    with django_capture_on_commit_callbacks(execute=True):
        home = translate_home(territory=a, language="en")
        in_english(a, poll, "Do we need a bench?")
        version = in_english(a, page, "A page")

    html = browse(a).get(f"/en/{version.slug}/").content.decode()

    assert home.live
    assert "Do we need a bench?" in html
    assert "Faut-il un banc" not in html
    assert "Et une fontaine ?" in html


def test_a_list_of_events_whose_topic_was_deleted_announces_nothing(
    a: Territory, browse: Browse
) -> None:
    with territories.enter(a):
        topic = Topic.objects.first()
    make_event(a, title="Bal du lavoir")
    page = page_with(a, events_block(say, topic=topic.pk))
    with territories.enter(a):
        topic.delete()
    assert "Bal du lavoir" not in html_of(browse, a, page)


def test_a_picture_of_a_closed_collection_leaves_no_hole(a: Territory, browse: Browse) -> None:
    open_one, kept = make_image(a), make_image(a)
    with territories.enter(a):
        closed = a.collection.add_child(name="Bureau")
        CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
        kept.collection = closed
        kept.save()
    blocks = [block("picture", told(one.pk, say(str(one.pk)))) for one in (open_one, kept)]

    html = html_of(browse, a, page_with(a, *blocks))

    assert html.count('<figure class="story__picture">') == 1
    assert f'alt="{say(str(open_one.pk))}"' in html


def test_events_are_those_of_the_topic_and_of_the_commune(a: Territory, browse: Browse) -> None:
    with territories.enter(a):
        topic, other = Topic.objects.all()[:2]
        here, there = Town.objects.all()[:2]
    for name, place, about in (
        ("Bon", here, topic),
        ("Ailleurs", there, topic),
        ("Autre sujet", here, other),
    ):
        make_event(a, title=name, town=place, topics=[about])
    past = timezone.now() - timedelta(days=2)
    make_event(a, title="Passé", town=here, topics=[topic], starts_at=past)

    html = html_of(
        browse, a, page_with(a, events_block(say, topic=topic.pk, town=here.pk), title="Page")
    )

    for name, shown in (("Bon", True), ("Ailleurs", False), ("Autre sujet", False)):
        assert (f">{name}</a>" in html) is shown
    assert "Passé" not in html
    assert f"/agenda/?commune={here.code}" in html


def test_several_lists_of_events_have_each_their_own(a: Territory, browse: Browse) -> None:
    with territories.enter(a):
        here, there = Town.objects.all()[:2]
    for number in range(3):
        make_event(a, title=f"Ici {number}", town=here)
    make_event(a, title="Là", town=there, starts_at=timezone.now() + timedelta(days=40))
    blocks = [
        events_block(lambda _text: "Premier", town=here.pk, number=2),
        events_block(lambda _text: "Second", town=there.pk),
    ]

    html = html_of(browse, a, page_with(a, *blocks))

    first, second = html.split("<h2>Second</h2>")
    assert re.findall(r">(Ici \d|Là)</a>", first) == ["Ici 0", "Ici 1"]
    assert re.findall(r">(Ici \d|Là)</a>", second) == ["Là"]


def test_an_empty_list_of_events_says_so(a: Territory, browse: Browse) -> None:
    html = html_of(browse, a, page_with(a, events_block(say)))

    assert "Heading of the events" in html
    assert 'class="empty"' in html


def test_the_search_finds_the_words_of_each_block(a: Territory) -> None:
    def word(text: str) -> str:
        return f"mot{text.replace(' ', '')}"

    image, document = make_image(a), make_document(a)
    blocks = [
        *words_blocks(word),
        *file_blocks(word, image.pk, document.pk),
        events_block(word),
    ]
    page = page_with(a, *blocks)
    with territories.enter(a):
        text = SearchEntry.objects.get(page_id=page.pk).text

    for said in (
        "callout",
        "its text",
        "question",
        "answer",
        "caption of the table",
        "first heading",
        "cell",
        "place",
        "address of a place",
        "caption 1",
        "alt 2",
        "transcript",
        "title of a file",
        "heading of the events",
    ):
        assert word(said) in text
    assert "SRID" not in text
    assert "Information" not in text


def test_every_word_of_a_page_can_be_translated(
    a: Territory, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = page_with(a, *everything(a))
    with territories.enter(a):
        page.refresh_from_db()
        found = [one for one in extract_segments(page) if isinstance(one, StringSegmentValue)]
    texts = " ".join(one.string.data for one in found)
    for words in ("Callout", "Answer", "Second heading", "Cell", "Caption of the table", "Place"):
        assert words in texts
    assert "SRID" not in texts
    with django_capture_on_commit_callbacks(execute=True):
        home = translate_home(territory=a, language="en")
    with territories.enter(a):
        translate_object(page, [home.locale])
        version = page.get_translation(home.locale)
        assert [child.block_type for child in version.body] == [
            child.block_type for child in page.body
        ]
        assert version.body.raw_data[5]["value"]["caption"] == "Caption of the table"


def test_many_blocks_cost_no_more_queries_than_few(a: Territory, browse: Browse) -> None:
    few = page_with(a, *everything(a))
    many_blocks = [one for _round in range(6) for one in everything(a)]
    many = page_with(a, *[one for one in many_blocks if one["type"] != "events"], *many_blocks[-1:])
    for page in (few, many):
        browse(a).get(f"/{page.slug}/")  # the copies of the pictures are made

    assert queries(browse(a), f"/{many.slug}/") == queries(browse(a), f"/{few.slug}/")
