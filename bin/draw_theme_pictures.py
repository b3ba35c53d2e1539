"""Draws what telephones and social networks cannot take as SVG, once for each ready-made theme.

From a theme's mark and its landscape: `icon-192.png` and `icon-512.png`, whose content stays inside
the circle that telephones may cut out, and `share.png`, shown with a link to a page without a
picture. The files are committed; draw them again after a drawing or a seed has changed:

    .venv/bin/python bin/draw_theme_pictures.py
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from theming.palette import Mode, derive  # noqa: E402
from theming.presets import PRESETS  # noqa: E402

THEMES = ROOT / "theming" / "static" / "theming" / "themes"
CHROMIUM = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu"]
ICONS = (192, 512)  # pixels, https://www.w3.org/TR/appmanifest/#icon-masks
SAFE = 0.58  # of an icon's side: within the circle of four fifths, corners of the mark included
SHARED = (1200, 630)
FRIEZE = 480  # pixels of height, of a drawing that is not a whole picture
COLOURS = 128  # of a palette: the drawings are flat
PAGE = "<style>*{{margin:0}}body{{background:{ground};overflow:hidden}}{rules}</style>{content}"


def main() -> None:
    """Draw them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        for name, preset in PRESETS.items():
            folder = THEMES / name
            ground = derive(preset.seeds, Mode.DAY)["mast_ground"]
            mark, art = folder / "logo.svg", folder / "art-jour.svg"
            drawings = {f"icon-{side}.png": ((side, side), icon(mark, side)) for side in ICONS}
            drawings["share.png"] = (SHARED, shared(mark, art))
            for file, (size, (rules, content)) in drawings.items():
                page.set_viewport_size({"width": size[0], "height": size[1]})
                sheet = folder / "drawing.html"
                sheet.write_text(PAGE.format(ground=ground, rules=rules, content=content))
                page.goto(sheet.as_uri(), wait_until="load")
                drawn = Image.open(io.BytesIO(page.screenshot()))
                sheet.unlink()
                drawn.convert("RGB").quantize(COLOURS).save(folder / file, optimize=True)
                print(f"{name}/{file}: {(folder / file).stat().st_size // 1000} kB")
        browser.close()


def icon(mark: Path, side: int) -> tuple[str, str]:
    """The rules and the content of an icon: the mark in the middle of its ground."""
    inner = round(side * SAFE)
    edge = (side - inner) // 2
    rules = f"img{{position:absolute;left:{edge}px;top:{edge}px;width:{inner}px;height:{inner}px}}"
    return rules, f'<img src="{mark.name}">'


def shared(mark: Path, art: Path) -> tuple[str, str]:
    """The rules and the content of what stands beside a link.

    A poster fills the frame; a frieze stands at its foot, under a sky with the mark in it.
    """
    drawing, is_poster = art.read_text(), "xMidYMid" in art.read_text()
    height = SHARED[1] if is_poster else FRIEZE
    start = 75 if "xMax" in drawing else 50
    rules = (
        f".art{{position:absolute;left:0;bottom:0;width:{SHARED[0]}px;height:{height}px;"
        f"object-fit:cover;object-position:{start}% 100%}}"
        ".mark{position:absolute;left:64px;top:56px;width:150px}"
    )
    content = f'<img class="art" src="{art.name}">'
    return rules, content if is_poster else f'{content}<img class="mark" src="{mark.name}">'


if __name__ == "__main__":
    main()
