"""Reads one file in a process of its own, which can do nothing but answer.

Started by `reading` as a script, isolated: the file is its standard input, a JSON object its
answer. Readers of PDFs and images are large programs in C that meet hostile files; what one of
these does to this process ends with it. Before the file is touched, the process gives up network,
files, children, and all but so much memory and time.
"""

import base64
import ctypes
import io
import json
import re
import resource
import sys
import time

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

CPU_SECONDS = 20
READING_SECONDS = 12  # after these the text of a PDF is cut, so that its picture is still made
MEMORY = 1 << 30
ANSWER = 16 << 20
MAX_TEXT = 2_000_000
WIDTHS = {"pdf": (160, 480), "image": (160, 480, 1200)}
TALLEST = 4  # times the width
NEW_USERS_AND_NETWORK = 0x10000000 | 0x40000000
NEEDS_PASSWORD = 4

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
HYPHENATED = re.compile("[\ufffe\x02]\r?\n?")


def give_up_rights() -> None:
    """Leave this process its standard streams, some memory and some seconds."""
    Image.init()
    for limit, value in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    # A network without a way out, where the system lets anyone ask for one.
    ctypes.CDLL(None).unshare(NEW_USERS_AND_NETWORK)


def read_pdf(data: bytes) -> dict:
    """Give pages, text and pictures of the first page."""
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == NEEDS_PASSWORD
        return {"fault": "locked" if locked else "damaged"}
    texts, length, ends = [], 0, time.process_time() + READING_SECONDS
    for number in range(pages):
        if length > MAX_TEXT or time.process_time() > ends:
            break
        text = text_of(document, number)
        texts.append(text)
        length += len(text)
    return {
        "pages": pages,
        "text": "\f".join(texts)[:MAX_TEXT],
        "is_cut": len(texts) < pages or length > MAX_TEXT,
        "pictures": pictures(picture_of(document), WIDTHS["pdf"]),
    }


def text_of(document, number: int) -> str:
    """Give the text of a page, "" if it has none or cannot be read."""
    try:
        page = document[number].get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    text = "".join(chr(pdfium.FPDFText_GetUnicode(page, i)) for i in range(page.count_chars()))
    text = RIGHT_TO_LEFT.sub(lambda word: in_reading_order(word, page), text)
    return HYPHENATED.sub("", text)


def in_reading_order(word: re.Match, page) -> str:
    """Give a word written from right to left with its first letter first.

    Which way round the letters come out depends on the program that made the PDF; where they
    stand does not. Letters in one place are one sign (lam and alef), whose order is turned.
    """
    signs: list[tuple[str, tuple]] = []
    for place, letter in enumerate(word.group(), word.start()):
        box = page.get_charbox(place)
        if signs and signs[-1][1] == box:
            signs[-1] = (signs[-1][0] + letter, box)
        else:
            signs.append((letter, box))
    if signs[0][1][0] < signs[-1][1][0]:
        return "".join(letters for letters, _box in reversed(signs))
    return "".join(letters[::-1] for letters, _box in signs)


def picture_of(document) -> Image.Image | None:
    """Draw the first page, None if it cannot be drawn."""
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(480 / max(width, 1), 480 * TALLEST / max(height, 1))
        return page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, ValueError):
        return None


def read_image(data: bytes) -> dict:
    """Give pages (of a TIFF) and pictures."""
    try:
        image: Image.Image = Image.open(io.BytesIO(data))
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        image.draft("RGB", (WIDTHS["image"][-1], WIDTHS["image"][-1] * TALLEST))
        image = ImageOps.exif_transpose(image)
        return {"pages": pages, "pictures": pictures(image, WIDTHS["image"])}
    except Exception:
        return {"fault": "damaged"}


def pictures(image: Image.Image | None, widths: tuple[int, ...]) -> dict[int, str]:
    """Give WebP pictures by width, never larger than the image, and without what it says of itself.

    A camera notes there who took the picture, when and where.
    """
    if image is None:
        return {}
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    has_holes = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
    image = image.convert("RGBA" if has_holes else "RGB")
    made = {}
    for width in sorted(widths, reverse=True):
        image.thumbnail((width, width * TALLEST))
        image.info = {}
        stream = io.BytesIO()
        image.save(stream, "WEBP", quality=80)
        made[width] = base64.b64encode(stream.getvalue()).decode()
    return made


if __name__ == "__main__":
    give_up_rights()
    read = {"pdf": read_pdf, "image": read_image}[sys.argv[1]]
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)
