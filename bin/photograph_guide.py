"""Takes the pictures of docs/guides/ on a running demo, as an editor and a referent see it.

    make demo RESET=1          # in another window
    .venv/bin/python bin/photograph_guide.py http://mornantais.localhost:8000

It writes one post in the demo, sends it, returns it and approves it.
"""

import argparse
import io
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "guides" / "pictures"
PHOTO = ROOT / "theming" / "static" / "theming" / "gallery" / "village.jpg"
PASSWORD = "kikalu-demo-2026"  # noqa: S105 - the demo's, printed by it
TITLE = "Le marché d’hiver cherche des bras"
REASON = "Dites à quelle heure on se retrouve : beaucoup viendront de loin."
WIDTH, HEIGHT, QUALITY = 1100, 760, 68
PATIENCE = 30_000  # milliseconds: a picture is drawn in several sizes
FOOTER = "form#page-edit-form footer"


class Person:
    """Somebody at work in the admin of a territory."""

    def __init__(self, browser: Browser, address: str, handle: str) -> None:
        slug = str(urlsplit(address).hostname).removesuffix(".localhost")
        context = browser.new_context(
            base_url=address, locale="fr-FR", viewport={"width": WIDTH, "height": HEIGHT}
        )
        self.page: Page = context.new_page()
        self.page.goto("/connexion/")
        self.page.fill("#id_email", f"{handle}.{slug}@demo.kikalu.test")
        self.page.fill("#id_password", PASSWORD)
        self.page.click("form[data-action=login] button")
        self.page.wait_for_url("**/compte/")

    def keep(self, name: str, at: str = "") -> None:
        """A picture of the window, with the part that matters in it."""
        if at:
            self.page.locator(at).first.evaluate(
                "part => part.scrollIntoView({ block: 'center', behavior: 'instant' })"
            )
        self.page.wait_for_load_state("networkidle")
        shot = Image.open(io.BytesIO(self.page.screenshot(animations="disabled")))
        shot.convert("RGB").save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)

    def open_menu(self) -> None:
        """The menu of actions at the foot of the editor."""
        self.page.click(f"{FOOTER} [data-w-dropdown-target=toggle]")


def write(editor: Person) -> str:
    """A post, from the first screen to the referents; the address of its editor."""
    page = editor.page
    page.goto("/admin/")
    editor.keep("1-accueil")
    page.goto("/blogs/?liste=blogs")
    blog = page.locator("article[data-kind=blog]").first.get_attribute("data-id")
    page.goto(f"/admin/pages/{blog}/add_subpage/")
    if "/add_subpage/" in page.url:
        page.goto(f"/admin/pages/add/blog/post/{blog}/")
    page.fill("#id_title", TITLE)
    page.fill("#id_introduction", "Samedi, il faudra monter vingt étals avant huit heures.")
    body = page.locator("[id$=-child-body-wrapper]")
    body.locator(".c-sf-add-button").last.click()
    expect(page.locator(".w-combobox__option").first).to_be_visible()
    editor.keep("2-ecrire", at="[id$=-child-body-wrapper]")
    page.locator(".w-combobox__option").first.click()
    body.locator("[contenteditable=true]").last.press_sequentially(
        "Venez avec des gants. La soupe est offerte à midi."
    )
    page.click("[id$=-child-picture-wrapper] [data-chooser-action-choose]")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab").last.click()
    dialog.locator("input[type=file]").set_input_files(PHOTO)
    dialog.locator("[id$=upload-description]").fill(
        "Le village parmi les cerisiers, au soleil couchant"
    )
    editor.keep("3-illustrer")
    dialog.locator("form[data-chooser-modal-creation-form] [type=submit]").click()
    expect(dialog).to_have_count(0)
    page.locator("#id_town").select_option(label="Mornant")
    editor.keep("4-situer", at="#id_town")
    editor.open_menu()
    editor.keep("5-soumettre")
    page.click(f"{FOOTER} [name=action-submit]")
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto("/admin/")
    link = page.locator("#own-texts-section a", has_text=TITLE).first.get_attribute("href")
    return str(link)


def decide(referent: Person, action: str, *, keep: str = "") -> None:
    """Open the text that waits, and decide."""
    page = referent.page
    page.goto("/admin/")
    page.locator("#awaiting-decision-section a", has_text=TITLE).first.click()
    referent.open_menu()
    if keep:
        referent.keep(keep)
    page.click(f"{FOOTER} [data-workflow-action-name={action}]")
    if action == "reject":
        dialog = page.get_by_role("dialog")
        dialog.locator("textarea").fill(REASON)
        referent.keep("7-renvoyer")
        dialog.locator("[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of a demo territory, as http://mornantais.localhost:8000")
    address = parser.parse_args().address
    expect.set_options(timeout=PATIENCE)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROME_PATH") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        editor = Person(browser, address, "redacteur")
        referent = Person(browser, address, "referent")
        text = write(editor)
        decide(referent, "reject", keep="6-relire")
        editor.page.goto(text)
        editor.keep("8-corriger")
        editor.page.locator("#id_introduction").fill(
            "Samedi, rendez-vous à six heures : il faudra monter vingt étals avant huit heures."
        )
        editor.open_menu()
        editor.page.click(f"{FOOTER} [name=action-submit]")
        expect(editor.page.locator(".messages .success")).to_be_visible()
        decide(referent, "approve")
        reader = browser.new_page(base_url=address, viewport={"width": WIDTH, "height": HEIGHT})
        reader.goto("/blogs/")
        reader.get_by_role("link", name=TITLE).first.click()
        reader.wait_for_load_state("networkidle")
        shot = Image.open(io.BytesIO(reader.screenshot()))
        shot.convert("RGB").save(PICTURES / "9-publie.webp", quality=QUALITY, method=6)
        browser.close()


if __name__ == "__main__":
    main()
