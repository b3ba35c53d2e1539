"""What people write, cleaned of what no button of the editor makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_core.kernel.blocks import CleanTextBlock
from site_core.kernel.sanitise import CleanRichText, clean_shown, clean_stored

ATTACKS = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src='https://ailleurs.example'></iframe>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    '<embed embedtype="image" id="1" format="left" alt="x"/>',
    "<form action='/connexion/'><input name=password></form>",
    "<p id='contenu' class='status'>x</p>",
]
FORBIDDEN = ("<script", "onerror", "onclick", "javascript:", "data:", "<img", "<iframe", "style")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("clean", [clean_stored, clean_shown])
def test_nothing_dangerous_remains(attack: str, clean: object) -> None:
    cleaned = clean(attack)
    assert not [word for word in (*FORBIDDEN, "<embed", "<form", "class=") if word in cleaned]
    assert clean(cleaned) == cleaned


@given(st.text(alphabet="<>/=\"' ascriptonhref:jv&#x;0\x01", max_size=60))
def test_whatever_is_typed_a_second_cleaning_changes_nothing(text: str) -> None:
    shown = clean_shown(text)
    assert "<script" not in shown.lower()
    assert clean_shown(shown) == shown


def test_what_the_editor_makes_is_kept() -> None:
    made = (
        '<h2 data-block-key="a1">Titre</h2><p data-block-key="b2">Un <b>mot</b> et '
        '<a linktype="page" id="3">un lien</a>, <a href="https://exemple.fr">un autre</a></p>'
        '<ul><li data-block-key="c3">Un</li></ul><hr>'
    )
    assert clean_stored(made) == made


def test_links_that_people_wrote_gain_nothing_from_search_engines() -> None:
    assert 'rel="ugc nofollow noopener"' in clean_shown('<a href="https://exemple.fr">x</a>')


def test_a_text_is_cleaned_by_whatever_door_it_comes() -> None:
    block = CleanTextBlock()
    dirty = "<p>Bonjour<script>alert(1)</script></p>"
    assert block.get_prep_value(CleanRichText(dirty)) == "<p>Bonjour</p>"
    assert block.value_from_form(dirty).source == "<p>Bonjour</p>"
    assert str(block.to_python(dirty)) == "<p>Bonjour</p>"
    assert "script" not in block.render(dirty)
