"""From places on the globe to places on a flat map, without making any land look larger.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): areas are true to each other.
"""

from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 2000, 858  # of the map, from 84° north to 56° south: all land but Antarctica
NORTHERNMOST = 84.0
M = sqrt(3) / 2
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = 2.70663  # how far east the equator reaches


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Give how far east and how far north of the middle of the map a place lies."""
    angle = asin(M * sin(radians(latitude)))
    square, sixth = angle**2, angle**6
    east = radians(longitude) * cos(angle)
    east /= M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    return east, angle * (A1 + A2 * square + sixth * (A3 + A4 * square))


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Give the place in units of the map, from its left and from its top."""
    scale = WIDTH / 2 / HALF
    east, north = equal_earth(longitude, latitude)
    return WIDTH / 2 + scale * east, scale * (equal_earth(0, NORTHERNMOST)[1] - north)
