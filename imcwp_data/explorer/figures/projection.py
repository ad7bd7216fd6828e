"""The flat map: the Equal Earth projection (Šavrič, Patterson and Jenny, 2018), in which areas keep their ratio."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
# Half the width and half the height of the whole earth in the formula's own units.
_HALF_WIDTH = 2.7066299836
_HALF_HEIGHT = 1.3173627591
# The whole earth is as wide as this many units; whole numbers are then exact enough for a closer view of one region.
WIDTH = 4000
HEIGHT = round(WIDTH * _HALF_HEIGHT / _HALF_WIDTH)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a place on the map in units from its upper left corner: x to the right, y down."""
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = radians(longitude) * cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    scale = WIDTH / (2 * _HALF_WIDTH)
    return (x + _HALF_WIDTH) * scale, (_HALF_HEIGHT - y) * scale
