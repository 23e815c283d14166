"""How pictures of pages are kept: in few colours, small enough for a repository."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDTH, COLOURS, MOST = 1200, 64, 150_000  # pixels, and bytes


def keep(page: Page, name: str, *, top: str = "", width: int = WIDTH, height: int = 800) -> None:
    """Keep a picture of what is in the window, from the element `top` on."""
    page.set_viewport_size({"width": width, "height": height})
    if top:
        page.locator(top).first.evaluate("element => element.scrollIntoView()")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    path = IMAGES / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST
