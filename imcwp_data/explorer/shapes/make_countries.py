"""Make countries.json, the outlines of the map, from a TopoJSON file of countries.

Run it as ``python -m imcwp_data.explorer.shapes.make_countries countries-110m.json``; README.md beside it tells where
the file comes from.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from imcwp_data.explorer.figures.projection import HEIGHT, WIDTH, project

TARGET = Path(__file__).with_name("countries.json")
# Countries that the source draws apart, without a number of ISO 3166-1.
_WITHOUT_NUMBER = {"Kosovo": "XK"}
# Not drawn: nobody is mentioned there, and it would take a fifth of the map.
_LEFT_OUT = frozenset({"AQ"})
# ISO 3166-1: the number and the two letters of each country.
_CODES = (
    "004AF 008AL 010AQ 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD 051AM 052BB "
    "056BE 060BM 064BT 068BO 070BA 072BW 074BV 076BR 084BZ 086IO 090SB 092VG 096BN 100BG 104MM 108BI 112BY "
    "116KH 120CM 124CA 132CV 136KY 140CF 144LK 148TD 152CL 156CN 158TW 162CX 166CC 170CO 174KM 175YT 178CG "
    "180CD 184CK 188CR 191HR 192CU 196CY 203CZ 204BJ 208DK 212DM 214DO 218EC 222SV 226GQ 231ET 232ER 233EE "
    "234FO 238FK 239GS 242FJ 246FI 248AX 250FR 254GF 258PF 260TF 262DJ 266GA 268GE 270GM 275PS 276DE 288GH "
    "292GI 296KI 300GR 304GL 308GD 312GP 316GU 320GT 324GN 328GY 332HT 334HM 336VA 340HN 344HK 348HU 352IS "
    "356IN 360ID 364IR 368IQ 372IE 376IL 380IT 384CI 388JM 392JP 398KZ 400JO 404KE 408KP 410KR 414KW 417KG "
    "418LA 422LB 426LS 428LV 430LR 434LY 438LI 440LT 442LU 446MO 450MG 454MW 458MY 462MV 466ML 470MT 474MQ "
    "478MR 480MU 484MX 492MC 496MN 498MD 499ME 500MS 504MA 508MZ 512OM 516NA 520NR 524NP 528NL 531CW 533AW "
    "534SX 535BQ 540NC 548VU 554NZ 558NI 562NE 566NG 570NU 574NF 578NO 580MP 581UM 583FM 584MH 585PW 586PK "
    "591PA 598PG 600PY 604PE 608PH 612PN 616PL 620PT 624GW 626TL 630PR 634QA 638RE 642RO 643RU 646RW 652BL "
    "654SH 659KN 660AI 662LC 663MF 666PM 670VC 674SM 678ST 682SA 686SN 688RS 690SC 694SL 702SG 703SK 704VN "
    "705SI 706SO 710ZA 716ZW 724ES 728SS 729SD 732EH 740SR 744SJ 748SZ 752SE 756CH 760SY 762TJ 764TH 768TG "
    "772TK 776TO 780TT 784AE 788TN 792TR 795TM 796TC 798TV 800UG 804UA 807MK 818EG 826GB 831GG 832JE 833IM "
    "834TZ 840US 850VI 854BF 858UY 860UZ 862VE 876WF 882WS 887YE 894ZM"
)

Degrees = tuple[float, float]
Point = tuple[int, int]


def make(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outlines by country: for each its name, its path in SVG's letters, and the box around it."""
    arcs = [list(_line(arc, topology["transform"])) for arc in topology["arcs"]]
    letters = {text[:3]: text[3:] for text in "".join(_CODES).split()}
    countries: dict[str, dict[str, Any]] = {}
    unnamed: list[str] = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = letters.get(geometry.get("id", ""), _WITHOUT_NUMBER.get(name))
        if code in _LEFT_OUT:
            continue
        lines = [part for ring in _rings(geometry, arcs) for part in _cut(ring)]
        rings = [ring for ring in map(_projected, lines) if len(ring) > 2]
        path = "".join(_path(ring) for ring in rings)
        if code is None:
            unnamed.append(path)
            continue
        points = [point for ring in rings for point in ring]
        across, down = [x for x, _ in points], [y for _, y in points]
        countries[code] = {"name": name, "box": [min(across), min(down), max(across), max(down)], "path": path}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "projection": "Equal Earth",
        "source": "Natural Earth 1:110m Admin 0 countries, public domain",
        "countries": dict(sorted(countries.items())),
        "unnamed": unnamed,
    }


def _line(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Iterator[Degrees]:
    """Yield longitude and latitude of the points of an arc. TopoJSON tells each as its distance from the one before."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + from_x, y * scale_y + from_y


def _rings(geometry: Mapping[str, Any], arcs: Sequence[Sequence[Degrees]]) -> Iterator[list[Degrees]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: list[Degrees] = []
            for number in ring:
                # A number below zero is the arc of its complement, from its end to its start.
                points.extend(arcs[number] if number >= 0 else arcs[~number][::-1])
            yield points


def _cut(ring: Sequence[Degrees]) -> Iterator[list[Degrees]]:
    """Yield a ring in parts that do not cross the 180th meridian, which is the edge of the map."""
    unrolled: list[Degrees] = []
    for longitude, latitude in ring:
        if unrolled:
            # A step of more than half the earth is a step over the edge.
            longitude += 360 * round((unrolled[-1][0] - longitude) / 360)
        unrolled.append((longitude, latitude))
    for turn in (-360, 0, 360):
        moved = [(longitude + turn, latitude) for longitude, latitude in unrolled]
        part = _clipped(_clipped(moved, 180, 1), -180, -1)
        if len(part) > 2:
            yield part


def _clipped(ring: Sequence[Degrees], edge: float, sign: int) -> list[Degrees]:
    """Return what of a ring lies on one side of a meridian (Sutherland and Hodgman's clipping)."""
    kept: list[Degrees] = []
    for (was_x, was_y), (x, y) in pairwise([*ring[-1:], *ring]):
        was_in, is_in = (edge - was_x) * sign >= 0, (edge - x) * sign >= 0
        if was_in != is_in:
            kept.append((edge, was_y + (y - was_y) * (edge - was_x) / (x - was_x)))
        if is_in:
            kept.append((x, y))
    return kept


def _projected(ring: Sequence[Degrees]) -> list[Point]:
    points: list[Point] = []
    for longitude, latitude in ring:
        x, y = project(latitude, longitude)
        point = round(x), round(y)
        if not points or point != points[-1]:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _path(ring: Sequence[Point]) -> str:
    """Return a ring as a path: where it starts, then the steps from point to point, which are short to write."""
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(ring)]
    numbers = [str(number) for step in steps for number in step]
    return f"M{ring[0][0]},{ring[0][1]}l" + " ".join(numbers).replace(" -", "-") + "z"


def main(arguments: Sequence[str]) -> int:
    """Write countries.json from the TopoJSON file that is named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    made = make(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(made['countries'])} countries, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
