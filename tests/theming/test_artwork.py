"""A territory's own logo and header picture: light, seen by day and by night, told in words."""

import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.models import CollectionViewRestriction

from site_core.kernel import scoping
from site_core.kernel.models import KikaluImage, Territory
from tests.factories import make_image
from tests.factories.media import picture_file
from theming import artwork, looks, services
from theming.models import Theme
from theming.presets import LAYOUTS

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Commit = DjangoCaptureOnCommitCallbacks
NOISE = 1200, 600  # a picture that no encoding makes light


def noisy_file() -> ContentFile:
    drawn = io.BytesIO()
    Image.effect_noise(NOISE, 120).save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), "bruit.png")


def dress(territory: Territory, **chosen: Any) -> looks.Look:
    """Give a territory these choices; what it then looks like."""
    with scoping.scope(territory):
        current = Theme.current()
        services.save_theme(
            territory=territory,
            choices={**Theme(preset="ardoise").choices, **chosen},
            based_on=current.number if current else 0,
            actor=None,
        )
        return looks.look_of_theme(Theme.current(), territory)


def masthead(territory: Territory, *, home: bool) -> str:
    request: Any = RequestFactory().get("/")
    request.user, request.territory = AnonymousUser(), territory
    with translation.override("fr"):
        context = {"territory": territory, "home": home}
        return render_to_string("components/masthead.html", context, request)


def test_a_header_picture_comes_in_modern_encodings_and_several_sizes(valley: Territory) -> None:
    photo = make_image(valley, file=picture_file(size=(2000, 1400)), description="Le pont au matin")
    art = dress(valley, picture=photo).picture

    assert art is not None
    assert [source.type for source in art.sources] == ["image/avif", "image/webp"]
    for source in art.sources:
        assert re.findall(r" (\d+)w", source.srcset) == ["480", "960", "1600"]
    assert (art.width, art.height) == (1600, 640)
    assert art.src.endswith(".jpg")
    assert art.alt == "Le pont au matin"


def test_a_picture_that_no_encoding_makes_light_is_shown_smaller(valley: Territory) -> None:
    photo = make_image(valley, file=noisy_file())
    art = dress(valley, picture=photo).picture

    assert art is not None
    with scoping.scope(valley):
        sizes = {copy.url: copy.file.size for copy in photo.renditions.all()}
    heavy = {url for url, size in sizes.items() if size > artwork.MOST_BYTES}
    shown = {art.src, *re.findall(r"(\S+) \d+w", " ".join(s.srcset for s in art.sources))}
    assert heavy
    assert not shown & heavy


def test_the_focal_point_stays_in_sight(valley: Territory) -> None:
    photo = make_image(
        valley,
        file=picture_file(size=(2000, 1400)),
        focal_point_x=1900,
        focal_point_y=1300,
        focal_point_width=100,
        focal_point_height=100,
    )

    css = dress(valley, picture=photo).css

    found = re.search(r"--art-focus: (\d+)% (\d+)%", css)
    assert found
    assert int(found[1]) > 80
    assert int(found[2]) > 60
    assert "--art: none" in css
    assert "art-jour.svg" not in css


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_text_lies_on_a_picture(valley: Territory, layout: str) -> None:
    photo = make_image(valley, file=picture_file(size=(1600, 640)))

    css = dress(valley, picture=photo, layout=layout).css

    apart = "--mast-name-area: 1 / 1" in css and "--mast-art-area: 1 / 1" not in css
    assert apart or "--mast-plate-ground: var(--mast-ground)" in css


def test_a_logo_on_a_dark_ground_stands_on_a_white_label_unless_it_has_a_light_twin(
    valley: Territory,
) -> None:
    dark, light = make_image(valley), make_image(valley)

    alone = dress(valley, sky="#f4f4f4", logo=dark).css
    both = dress(valley, sky="#f4f4f4", logo=dark, logo_on_dark=light).css

    day, night, _by_choice = re.findall(r":root[^{]*\{(.*?)\n\}", alone, re.DOTALL)
    assert "--logo-label: transparent" in day
    assert "--logo-label: #ffffff" in night
    day, night, _by_choice = re.findall(r":root[^{]*\{(.*?)\n\}", both, re.DOTALL)
    assert "--logo-on-light: block;" in day
    assert "--logo-on-dark: none;" in day
    assert "--logo-on-light: none;" in night
    assert "--logo-on-dark: block;" in night


@pytest.mark.parametrize(
    ("size", "ratio", "stacked"),
    [((400, 400), "1", False), ((900, 300), "2.75", True), ((200, 800), "0.6", False)],
)
def test_a_logo_keeps_its_shape_in_the_room_kept_for_it(
    valley: Territory, size: tuple[int, int], ratio: str, stacked: bool
) -> None:
    css = dress(valley, logo=make_image(valley, file=picture_file(size=size))).css

    assert f"--logo-ratio: {ratio};" in css
    assert ("--mast-plate-small" in css) == stacked


def test_the_masthead_shows_them_with_their_words_and_sizes(
    valley: Territory, django_capture_on_commit_callbacks: Commit
) -> None:
    logo, photo = make_image(valley), make_image(valley, description="Le pont")
    with django_capture_on_commit_callbacks(execute=True):
        dress(valley, logo=logo, logo_alt="Une roue", picture=photo)

    home, inside = masthead(valley, home=True), masthead(valley, home=False)

    assert 'alt="Une roue"' in home
    assert 'alt="Le pont"' in home
    assert 'fetchpriority="high"' in home
    assert 'alt="Le pont"' not in inside
    assert "logo.svg" not in home
    for image in re.findall(r"<img[^>]*>", home + inside):
        assert re.search(r'width="\d+" height="\d+" alt=', image)


def test_the_tab_of_the_browser_shows_the_logo(
    valley: Territory, client: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        look = dress(valley, logo=make_image(valley))

    page = client.get("/nulle-part/", headers={"host": "vallee.localhost"}).content.decode()

    assert f'<link rel="icon" type="image/png" href="{look.icon}">' in page


def test_pictures_cost_no_query_once_the_look_is_known(
    valley: Territory,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        dress(valley, logo=make_image(valley), picture=make_image(valley))
    masthead(valley, home=True)

    with django_assert_num_queries(0), scoping.closed():
        masthead(valley, home=True)


def test_a_picture_that_changes_or_goes_is_seen_at_the_next_request(
    valley: Territory, django_capture_on_commit_callbacks: Commit
) -> None:
    photo = make_image(valley, description="Le pont")
    with django_capture_on_commit_callbacks(execute=True):
        dress(valley, picture=photo)
    assert looks.look_of(valley).picture.alt == "Le pont"  # type: ignore[union-attr]

    with django_capture_on_commit_callbacks(execute=True), scoping.scope(valley):
        photo.description = "Le gué"
        photo.save()
    assert looks.look_of(valley).picture.alt == "Le gué"  # type: ignore[union-attr]

    with django_capture_on_commit_callbacks(execute=True), scoping.scope(valley):
        KikaluImage.objects.get(pk=photo.pk).delete()
    assert looks.look_of(valley).picture is None


def test_a_picture_that_visitors_may_not_see_is_refused(valley: Territory) -> None:
    kept = valley.collection.add_child(name="Entre nous")
    CollectionViewRestriction.objects.create(collection=kept, restriction_type="login")

    with pytest.raises(ValidationError) as refused:
        dress(valley, picture=make_image(valley, collection=kept))

    assert set(refused.value.message_dict) == {"picture"}
