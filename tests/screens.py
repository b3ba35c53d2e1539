"""Reading forms off a screen, so that tests send what a browser would send."""

from html.parser import HTMLParser
from typing import Any

from wagtail.test.utils.form_data import nested_form_data, streamfield

from territory_pages.home import SECTIONS


class FormReader(HTMLParser):
    """The fields of the form that has a given attribute, with their values."""

    def __init__(self, attribute: str, value: str) -> None:
        """The form is found by one of its attributes, as in `id="page-edit-form"`."""
        super().__init__()
        self.wanted = (attribute, value)
        self.inside = False
        self.fields: dict[str, Any] = {}
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a browser would send."""
        given = dict(attrs)
        if tag == "form":
            self.inside = self.wanted in given.items()
        if not self.inside:
            return
        name = given.get("name")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in given:
                return
            if kind not in {"submit", "button", "file", "image"}:
                self.add(name, given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.add(self.select, given.get("value") or "")
        elif tag == "textarea" and name:
            self.area = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave the field or the form."""
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self.area:
            self.fields[self.area] += data

    def add(self, name: str, value: str) -> None:
        """A value; several under one name make a list."""
        if name in self.fields:
            before = self.fields[name]
            self.fields[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            self.fields[name] = value


def fields_of(response: Any, *, attribute: str, value: str) -> dict[str, Any]:
    """The fields of a form; AssertionError when the screen has no such form."""
    reader = FormReader(attribute, value)
    reader.feed(response.content.decode())
    assert reader.fields, f"No form with {attribute}={value}."
    return reader.fields


def editor_fields(response: Any) -> dict[str, Any]:
    """The fields of Wagtail's page editor; a script draws blocks: of a home all, of a text none."""
    blocks = {"body-count": "0"} | nested_form_data(home_sections(*SECTIONS))
    return blocks | fields_of(response, attribute="id", value="page-edit-form")


def home_sections(*names: str) -> dict[str, Any]:
    """The sections of a home as the editor's script sends them, before `nested_form_data`."""
    return {"sections": streamfield([(name, "") for name in names])}
