"""Uploaded files: where they are kept, and to whom they are given."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import CollectionViewRestriction

from site_core.kernel import territories
from site_core.kernel.models import KikaluDocument, Territory
from tests.factories import make_document, make_editor, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_files_are_kept_in_their_territorys_folder_under_a_name_nobody_guesses(
    a: Territory,
) -> None:
    folder = str(a.public_id)
    picture, document = make_image(a, title="Secret"), make_document(a, title="Compte rendu")
    assert picture.file.name.startswith(f"{folder}/images/")
    assert document.file.name.startswith(f"{folder}/documents/")
    assert "photo" not in picture.file.name
    assert "bonjour" not in document.file.name
    assert document.filename == "compte-rendu.txt"


def test_a_picture_is_shown_on_its_host_and_does_not_exist_next_door(
    a: Territory, b: Territory, browse: Callable[..., Client]
) -> None:
    address = f"/media/{make_image(a).file.name}"
    shown = browse(a).get(address)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in shown["Cache-Control"]
    assert b"".join(shown.streaming_content)[:4] == b"\x89PNG"
    for stranger in (browse(b), browse()):
        assert stranger.get(address).status_code == 404


def test_a_document_is_downloaded_never_run(a: Territory, browse: Callable[..., Client]) -> None:
    answer = browse(a).get(f"/media/{make_document(a).file.name}")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"Bonjour"


@pytest.mark.parametrize("end", ["../../secret.png", "images/..%2f..%2fx.png", "images/rien.png"])
def test_nothing_else_is_found_through_a_path(
    a: Territory, browse: Callable[..., Client], end: str
) -> None:
    assert browse(a).get(f"/media/{a.public_id}/{end}").status_code == 404


def test_what_is_kept_for_some_is_not_given_to_others(
    a: Territory, browse: Callable[..., Client]
) -> None:
    address = f"/media/{make_image(a).file.name}"
    CollectionViewRestriction.objects.create(
        collection=a.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert browse(a).get(address).status_code == 404


def photograph(kind: str = "JPEG", **options: object) -> ContentFile:
    """A picture as a telephone takes it: lying on its side, with its place and its maker."""
    exif = Image.Exif()
    exif[0x010F] = "CANARYMAKE"
    exif[0x0112] = 6  # to be turned a quarter
    exif[0x8825] = {1: "N", 2: (45.0, 1.0, 2.0)}
    written = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(written, kind, exif=exif, **options)
    return ContentFile(written.getvalue(), f"photo.{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_beside_a_picture_does_not_stay(a: Territory, kind: str) -> None:
    assert b"CANARYMAKE" in photograph(kind).read()
    row = make_image(a, file=ImageFile(photograph(kind), "photo.jpg"))
    small = row.get_rendition("max-20x20")
    for file in (row.file, small.file):
        with file.open() as opened:
            stored = opened.read()
        assert b"CANARYMAKE" not in stored
        assert not Image.open(io.BytesIO(stored)).getexif()
    assert (row.width, row.height) == (20, 40)
    assert row.file_size == row.file.size
    before = row.file.name
    with territories.enter(a):
        row.title = "Le même"
        row.save()
    assert row.file.name == before


def test_an_animation_keeps_its_movement(a: Territory) -> None:
    written = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    row = make_image(a, file=ImageFile(ContentFile(written.getvalue()), "danse.gif"))
    with row.file.open() as file:
        assert Image.open(file).n_frames == 2


def archive(**files: bytes) -> bytes:
    """A ZIP file with these files, `__` standing for a slash and `_xml` for its extension."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return written.getvalue()


ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text")
DOCX = archive(word__document_xml=b"<w/>")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.PDF", b"\n%PDF-1.4"),
        ("a.docx", DOCX),
        ("a.odt", ODT),
        ("a.txt", "Été à Écully".encode("cp1252")),
        ("a.csv", b"\xef\xbb\xbfnom;valeur\r\n"),
        ("a.txt", "utf-16".encode("utf-16")),
        ("a.ics", b"BEGIN:VCALENDAR\r\n"),
    ],
)
def test_a_document_that_is_what_it_says_is_kept(a: Territory, name: str, content: bytes) -> None:
    with territories.enter(a):
        KikaluDocument(
            title="Un document",
            territory=a,
            collection=a.collection,
            file=ContentFile(content, name),
        ).full_clean()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a.pdf", b""),
        ("a.docx", b"%PDF-1.7"),
        ("a.docx", ODT),
        ("a.xlsx", DOCX),
        ("a.odt", DOCX),
        ("a.ods", ODT),
        ("a.odt", archive(mimetype=b"\xff\xfe")),
        ("a.txt", b"MZ\x90\x00\x03"),
        ("a.csv", b"<html><body>"),
        ("a.ics", b"Bonjour"),
        ("a.exe", b"MZ"),
    ],
)
def test_a_document_that_is_something_else_is_refused(
    a: Territory, name: str, content: bytes
) -> None:
    with territories.enter(a), pytest.raises(ValidationError) as refused:
        KikaluDocument(
            title="Un document",
            territory=a,
            collection=a.collection,
            file=ContentFile(content, name),
        ).full_clean()
    assert list(refused.value.message_dict) == ["file"]


def test_an_editor_who_sends_a_disguised_file_is_told_and_loses_nothing(
    a: Territory, browse: Callable[..., Client]
) -> None:
    client = browse(a, make_editor(a))
    form = {"title": "Procès-verbal", "collection": a.collection.pk}
    fake = ContentFile(b"<!doctype html><p>Bonjour", "pv.pdf")
    refused = client.post("/admin/documents/add/", form | {"file": fake})
    page = refused.content.decode()
    assert refused.status_code == 200
    assert ".pdf" in str(refused.context["form"].errors["file"])
    assert "Procès-verbal" in page
    assert not KikaluDocument.all_rows.exists()
    true = ContentFile(b"%PDF-1.7", "pv.pdf")
    assert client.post("/admin/documents/add/", form | {"file": true}).status_code == 302
    document = KikaluDocument.all_rows.get()
    assert document.url in client.get("/admin/documents/").content.decode()


def test_a_document_is_given_at_its_address_and_nowhere_else(
    a: Territory, b: Territory, browse: Callable[..., Client]
) -> None:
    document = make_document(a, title="Compte rendu")
    assert document.url == f"/documents/{document.pk}/compte-rendu.txt"
    given = browse(a).get(document.url)
    assert given.status_code == 200
    assert b"".join(given.streaming_content) == b"Bonjour"
    for stranger in (browse(b), browse()):
        assert stranger.get(document.url).status_code == 404
