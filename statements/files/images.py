"""Images at the door: their headers are read, their pictures are not."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

MAX_PIXELS = 100_000_000  # A3 at 600 dots an inch has 70 million

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def is_sound(format_name: str) -> Callable[[bytes, object], bool]:
    """Give the check of one format: Pillow opens and verifies it as that, and it is not too big."""

    def check(head: bytes, file) -> bool:
        try:
            file.seek(0)
            stream: Any = Undying(file)  # for Pillow closes what it has verified
            with Image.open(stream, formats=[format_name]) as image:
                points = image.width * image.height
                image.verify()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            points = MAX_PIXELS + 1
        except Exception:
            return False
        if points > MAX_PIXELS:
            raise ValidationError(
                _("The image has more than %(limit)d million points, too many to be shown."),
                code="pixels",
                params={"limit": MAX_PIXELS // 1_000_000},
            )
        return True

    return check


class Undying:
    """A file that stays open when its reader closes it."""

    def __init__(self, file):
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def close(self):
        """Leave it open."""
