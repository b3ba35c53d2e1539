"""One stylesheet reaches the browser, made of every component's file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from theming.bundle import SOURCE, bundled


def test_the_stylesheet_holds_every_component_and_imports_nothing() -> None:
    text = bundled()

    assert "@import" not in text
    assert text.count("{") == text.count("}")
    assert text.startswith("@layer reset, tokens, base, layout, components, utilities;")
    for file in SOURCE.parent.glob("components/*.css"):
        assert f'url("components/{file.name}")' in SOURCE.read_text(encoding="utf-8")


def test_no_stylesheet_reaches_for_a_third_party() -> None:
    assert "//" not in bundled().replace("https://www.w3.org", "")


@pytest.mark.django_db
def test_collectstatic_writes_the_stylesheet_hashed_and_compressed(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = []
    settings.INSTALLED_APPS = ["theming", "django.contrib.staticfiles"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "theming.storage.BundledStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, stdout=StringIO())
    call_command("collectstatic", interactive=False, stdout=StringIO())

    assert (tmp_path / "theming/kikalu.css").read_text(encoding="utf-8") == bundled()
    [hashed] = (tmp_path / "theming").glob("kikalu.*.css")
    assert hashed.read_text(encoding="utf-8") == bundled()
    assert hashed.with_name(f"{hashed.name}.gz").is_file()
