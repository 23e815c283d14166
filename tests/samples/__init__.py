"""Small files of every kind that the archive keeps; what they say is made up."""

import io
import zipfile

from PIL import Image


def pdf(*pages: str, trailer: str = "", root: str = "") -> bytes:
    """Write a PDF with a line of text on each page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{root}>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, line in enumerate(pages):
        content = f"BT /F1 24 Tf 72 720 Td ({line}) Tj ET"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        ]
    out, places = b"%PDF-1.7\n", []
    for n, item in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{n} 0 obj\n{item}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer\n<</Size {count}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode()


def image(format_name: str, size=(60, 40), **options) -> bytes:
    """Draw a one-coloured image."""
    stream = io.BytesIO()
    Image.new("RGB", size, "firebrick").save(stream, format_name, **options)
    return stream.getvalue()


def mp3(frames: int = 40) -> bytes:
    """Record a second of silence, with a tag in front."""
    tag = b"ID3\x04\0\0\0\0\0\x0aTIT2\0\0\0\0\0\0"
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def ogg() -> bytes:
    """Open a stream of Opus."""
    head = b"OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0"
    return b"OggS\0\x02" + bytes(20) + bytes([1, len(head)]) + head


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(**more: str) -> bytes:
    return zipped({"word/document.xml": "<w/>"} | more)


def odt(**more: str) -> bytes:
    mimetype = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype, "content.xml": "<o/>"} | more)
