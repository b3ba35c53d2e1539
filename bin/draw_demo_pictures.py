"""Draws the pictures of the demo from their sources, once for each drawing.

A drawing in `console/demo/pictures/drawings` uses the shapes of `shapes.svg`, which browsers do not
fetch from another file: they are joined here. The pictures are committed; draw them again after a
drawing has changed, all or those named:

    .venv/bin/python bin/draw_demo_pictures.py [name …]
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "console" / "demo" / "pictures"
DRAWINGS = PICTURES / "drawings"
SHAPES = "shapes"
CHROMIUM = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu"]
SIZE = (1600, 1000)
HEAVIEST = 60_000  # bytes
QUALITIES = range(84, 40, -4)
PAGE = "<meta charset=utf-8><style>*{{margin:0}}svg{{display:block}}</style>{shapes}{drawing}"


def main(names: list[str]) -> None:
    """Draw those, or all."""
    shapes = (DRAWINGS / f"{SHAPES}.svg").read_text()
    names = names or sorted(path.stem for path in DRAWINGS.glob("*.svg") if path.stem != SHAPES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for name in names:
            drawing = (DRAWINGS / f"{name}.svg").read_text()
            page.set_content(PAGE.format(shapes=shapes, drawing=drawing))
            written = webp(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
            (PICTURES / f"{name}.webp").write_bytes(written)
            print(f"{name}: {len(written) // 1000} kB")
        browser.close()


def webp(picture: Image.Image) -> bytes:
    """The picture as WebP, as fine as its weight allows."""
    for quality in QUALITIES:
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= HEAVIEST:
            return file.getvalue()
    raise ValueError("Too heavy: draw it with fewer details.")


if __name__ == "__main__":
    main(sys.argv[1:])
