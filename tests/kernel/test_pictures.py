"""Pictures on pages: several encodings and sizes, made before anybody waits for them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import CollectionViewRestriction

from site_core.kernel import picture_copies, territories
from site_core.kernel.models import KikaluImage, KikaluRendition, Territory
from tests.factories import make_blog, make_image, make_post, make_standard_page
from tests.factories.media import picture_file
from tests.factories.texts import block, stored, told
from tests.measure import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def photo(territory: Territory, size: tuple[int, int] = (96, 60), **fields: Any) -> KikaluImage:
    """A picture of this size."""
    return make_image(territory, file=picture_file(size=size), **fields)


def picture_in(html: str, mark: str) -> str:
    """The `<picture>` after some mark of a page."""
    return str(re.search(r"<picture>.*?</picture>", html[html.index(mark) :], re.S)[0])


def test_a_picture_comes_in_modern_encodings_and_several_sizes(
    a: Territory, browse: Browse
) -> None:
    post = make_post(a, picture=photo(a, (1600, 1000)))
    html = browse(a).get(f"/blogs/{post.get_parent().slug}/{post.slug}/").content.decode()

    lead = picture_in(html, "story__fig")

    assert re.findall(r'type="(image/\w+)"', lead) == ["image/avif", "image/webp"]
    assert "720w" in lead
    assert "1440w" in lead
    assert re.search(r'<img [^>]*width="720"', lead)
    assert re.search(r'<img [^>]*height="360"', lead)
    assert 'fetchpriority="high"' in lead
    assert "lazy" not in lead


def test_only_the_first_picture_of_a_list_is_in_a_hurry(a: Territory, browse: Browse) -> None:
    blog = make_blog(a)
    for number in range(3):
        make_post(a, title=f"Billet {number}", blog=blog, picture=photo(a))

    html = browse(a).get("/").content.decode()

    posts = html[html.index('data-section="posts"') :]
    assert posts.count("<picture>") == 3
    assert picture_in(posts, "post--lead").count('fetchpriority="high"') == 1
    assert posts.count('loading="lazy"') == 2


def test_a_card_keeps_what_matters_of_a_picture_in_sight(a: Territory) -> None:
    image = photo(a)
    with territories.enter(a):
        middle = image.get_rendition("fill-360x225-c100|format-webp")
        image.focal_point_x, image.focal_point_y = 20, 20
        image.focal_point_width = image.focal_point_height = 10
        image.save()
        focused = image.get_rendition("fill-360x225-c100|format-webp")

    assert focused.focal_point_key != middle.focal_point_key


def test_the_copies_of_a_page_are_made_when_it_is_published(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    lead, inside = photo(a), photo(a)
    with django_capture_on_commit_callbacks(execute=True):
        page = make_standard_page(
            a, picture=lead, body=stored([block("picture", told(inside.pk, "Un lavoir"))])
        )
    with territories.enter(a):
        made = KikaluRendition.objects.filter(image__in=[lead, inside]).count()
    assert made

    browse(a).get(f"/{page.slug}/")

    assert KikaluRendition.objects.filter(image__in=[lead, inside]).count() == made


def test_copies_are_made_once_and_for_published_pages_only(
    a: Territory, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    image = photo(a)
    with django_capture_on_commit_callbacks(execute=True):
        draft = make_standard_page(a, picture=image, live=False)
        plain = make_standard_page(a, body=stored([block("text", "<p>Bonjour</p>")]))
    picture_copies.make_copies.enqueue(a.pk, draft.pk)
    picture_copies.make_copies.enqueue(a.pk, plain.pk + 1_000)
    assert not KikaluRendition.objects.filter(image=image).exists()

    page = make_standard_page(a, picture=image)
    for _time in range(2):
        picture_copies.make_copies.enqueue(a.pk, page.pk)
    specs = list(KikaluRendition.objects.filter(image=image).values_list("filter_spec", flat=True))
    assert len(specs) == len(set(specs)) == 13


def test_many_pictures_in_a_list_cost_no_more_queries(a: Territory, browse: Browse) -> None:
    few, many = make_blog(a, slug="peu"), make_blog(a, slug="beaucoup")
    make_post(a, blog=few, picture=photo(a))
    for _number in range(5):
        make_post(a, blog=many, picture=photo(a))

    assert queries(browse(a), "/blogs/beaucoup/") == queries(browse(a), "/blogs/peu/")


def test_the_copies_of_a_private_picture_are_not_given_to_strangers(
    a: Territory, browse: Browse
) -> None:
    kept = a.collection.add_child(name="Réservé")
    image = photo(a, collection=kept)
    with territories.enter(a):
        copy = image.get_rendition("width-480|format-avif")
    shown = browse(a).get(copy.url)
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content)

    CollectionViewRestriction.objects.create(collection=kept, restriction_type="login")

    assert browse(a).get(copy.url).status_code == 404
    name = copy.file.name.rsplit("/", 1)[1].split(".")[0]
    assert len(name) >= 20
    assert "photo" not in name
