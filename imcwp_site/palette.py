"""The colours and sizes of the pages, read from the stylesheet that has them."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

PAIR = re.compile(r"--(\w+):\s*light-dark\((#\w{6}), (#\w{6})\)")
SIZE = re.compile(r"--(\w+):\s*([\d.]+)rem;")
MORE_CONTRAST = re.compile(r"@media \(prefers-contrast: more\) \{\s*:root \{(.*?)\}", re.DOTALL)
STANDS_FOR = re.compile(r"--(\w+):\s*var\(--(\w+)\)")
ROOT = re.compile(r"font-size:\s*([\d.]+)%")
TYPE = ("small", "text", "large", "larger", "largest")


@dataclass(frozen=True)
class Contrast:
    """How a colour stands out from the paper: by day and by night, and where more is asked for."""

    light: float
    dark: float
    more_light: float
    more_dark: float


@dataclass(frozen=True)
class Palette:
    """The colours by name, each with that of the night, and what stands for it in high contrast."""

    colours: dict[str, tuple[str, str]]
    high: dict[str, str]
    sizes: dict[str, float]

    def seen_as(self, name: str) -> str:
        """Name the colour that is painted where more contrast is asked for."""
        return self.seen_as(self.high[name]) if name in self.high else name

    def contrast(self, name: str) -> Contrast:
        """Give the contrasts of a colour to the paper."""
        own, high = (self.contrasts(each) for each in (name, self.seen_as(name)))
        return Contrast(*own, *high)

    def contrasts(self, name: str, ground: str = "paper") -> tuple[float, float]:
        """Give the contrast of two colours in light and in dark."""
        light, dark = zip(self.colours[name], self.colours[ground], strict=True)
        return contrast(*light), contrast(*dark)


@cache
def palette() -> Palette:
    """Read the stylesheet."""
    css = (settings.BASE_DIR / "static" / "site.css").read_text()
    (high,) = MORE_CONTRAST.findall(css)
    (percent,) = ROOT.findall(css)[:1]
    sizes = {
        name: float(size) * 16 * float(percent) / 100 for name, size in SIZE.findall(css)[::-1]
    }
    return Palette(
        {name: (light, dark) for name, light, dark in PAIR.findall(css)},
        dict(STANDS_FOR.findall(high)),
        {name: sizes[name] for name in TYPE},
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2 defines it: from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour written #rrggbb."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
