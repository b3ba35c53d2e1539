"""What editors and referents do in the admin, as hands do it."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from site_core.kernel.models import Territory
from tests.chromium import Visitor
from tests.factories.pages import section

FOOTER = "form#page-edit-form footer"
LIST_OF_PAGES = re.compile(r"/admin/pages/\d+/$")


class Desk:
    """The admin of one host, in one person's browser."""

    def __init__(self, visitor: Visitor, territory: Territory) -> None:
        self.visitor = visitor
        self.territory = territory
        self.find = visitor.find

    def sit_down(self) -> None:
        """The home screen, which says what waits."""
        self.visitor.open("/admin/")

    def begin(self, parent: Any, kind: str) -> None:
        """A new page below `parent`, a page or a section, of the kind `app.model`."""
        app, model = kind.split(".")
        if isinstance(parent, type):
            parent = section(self.territory, parent)
        self.visitor.open(f"/admin/pages/{parent.pk}/")
        self.find(f'a[href="/admin/pages/{parent.pk}/add_subpage/"]').first.click()
        self.visitor.page.wait_for_load_state()
        if "/add_subpage/" in self.visitor.page.url:
            self.find(f'a[href="/admin/pages/add/{app}/{model}/{parent.pk}/"]').click()
        expect(self.find("#id_title")).to_be_visible()

    def fill(self, **fields: str) -> None:
        """Type in fields, choose in lists, by the name of each."""
        for name, value in fields.items():
            field = self.find(f"#id_{name}")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
                field.press("Tab")  # a calendar stays open over the page until then

    def write(self, paragraph: str) -> None:
        """A paragraph of text at the end of the body."""
        body = self.find("[id$=-child-body-wrapper]")
        body.locator(".c-sf-add-button").last.click()
        self.find(".w-combobox__option").first.click()
        body.locator("[contenteditable=true]").last.press_sequentially(paragraph)
        expect(body.locator("[name$=-value]").last).to_have_value(re.compile(paragraph))

    def point(self) -> str:
        """Click in the middle of the map; what is then written in the field below."""
        self.find("#id_point_map").scroll_into_view_if_needed()
        self.find("#id_point_map").click()
        expect(self.find("#id_point")).not_to_have_value("")
        return str(self.find("#id_point").input_value())

    def upload_picture(self, file: Path, description: str) -> None:
        """A picture from this computer; without a description the form asks for one."""
        self.find("[id$=-child-picture-wrapper] [data-chooser-action-choose]").first.click()
        dialog = self.visitor.page.get_by_role("dialog")
        dialog.get_by_role("tab").last.click()
        dialog.locator("input[type=file]").set_input_files(file)
        told = dialog.locator("[id$=upload-description]")
        sent = dialog.locator("form[data-chooser-modal-creation-form] [type=submit]")
        sent.click()
        assert told.evaluate("field => field.validity.valueMissing")
        told.fill(description)
        sent.click()
        expect(dialog).to_have_count(0)

    def press(self, action: str) -> None:
        """A button of the editor's footer, in its menu if need be."""
        button = self.find(f"{FOOTER} [name={action}]")
        if not button.is_visible():
            self.find(f"{FOOTER} [data-w-dropdown-target=toggle]").click()
        button.click()

    def submit(self) -> None:
        """Send the text to the referents, and be told that it is done."""
        self.press("action-submit")
        self.visitor.page.wait_for_url(LIST_OF_PAGES)
        expect(self.find(".messages .success")).to_be_visible()


def press_decision(visitor: Visitor, action: str) -> None:
    """A decision of the review, in the footer's menu of the text that is open."""
    visitor.find(f"{FOOTER} [data-w-dropdown-target=toggle]").click()
    visitor.find(f"{FOOTER} [data-workflow-action-name={action}]").click()
