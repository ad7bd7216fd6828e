from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from imcwp_data.explorer.figures.network import Edge, choose
from imcwp_data.explorer.figures.projection import HEIGHT, WIDTH, project
from imcwp_data.explorer.figures.ranges import asked_days, bins, busiest, iso
from imcwp_data.explorer.figures.scale import step_labels, step_of, steps
from imcwp_data.explorer.figures.sides import EVENT_TYPES, side_towards
from imcwp_data.explorer.figures.spans import Span, span_of
from imcwp_data.explorer.figures.svg import element, link, shortened
from imcwp_data.explorer.figures.timeline import Mark, draw_timeline, time_scale
from imcwp_data.explorer.figures.world import VIEWS, frame_of, shapes
from imcwp_data.explorer.row_facts import schema_of


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_day_and_an_interval_of_days_are_exact() -> None:
    assert span_of("2021-11-15", "2021-11-15", "2021-11-15") == Span(_day("2021-11-15"), _day("2021-11-15"), "exact")
    assert span_of("2021-11-12/2021-11-15", "2021-11-12", "2021-11-15") == Span(
        _day("2021-11-12"), _day("2021-11-15"), "exact"
    )


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2021-06", "2021-06-01", "2021-06-30"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("197X", "1970-01-01", "1979-12-31"),
    ],
)
def test_a_month_a_year_and_a_decade_are_days_within_which_something_lies(edtf: str, start: str, end: str) -> None:
    assert span_of(edtf, start, end) == Span(_day(start), _day(end), "within")


def test_an_open_end_shows_what_is_told_of_the_other() -> None:
    spring = span_of("2022-21/..", "2022-03-01", None)
    assert spring == Span(_day("2022-03-01"), _day("2022-05-31"), "within", open_end=True)
    until = span_of("../2021-12-31", None, "2021-12-31")
    assert until == Span(_day("2021-12-31"), _day("2021-12-31"), "exact", open_start=True)
    assert spring.meets(_day("2030-01-01"), _day("2030-12-31"))
    assert not spring.meets(_day("2020-01-01"), _day("2020-12-31"))


def test_a_date_without_a_year_has_no_place_on_the_axis() -> None:
    assert span_of("XXXX-05-01", None, None) is None
    assert span_of(None, None, None) is None


def test_the_axis_has_at_most_thirteen_ticks_however_long_it_is() -> None:
    for first, last in (
        ("2021-11-12", "2021-11-15"), ("2021-11-01", "2021-12-31"), ("2021-01-01", "2022-12-31"),
        ("1900-01-01", "2022-12-31"), ("0001-01-01", "9999-12-31"),
    ):  # fmt: skip
        ticks = time_scale(_day(first), _day(last)).ticks()
        assert 1 <= len(ticks) <= 14
        assert all(_day(first) <= tick.day <= _day(last) for tick in ticks)


def test_marks_do_not_lie_on_each_other() -> None:
    days = [738_000 + n % 4 for n in range(9)]
    marks = [Mark("actions", Span(day, day, "exact"), 1, f"a label {day}", "told", "/x") for day in days]
    drawn = str(draw_timeline([], marks, time_scale(737_990, 738_010), "summary"))
    boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="26" class="hit"/>', drawn)
    assert len(boxes) == 9
    rows: dict[str, list[tuple[float, float]]] = {}
    for x, y, width in boxes:
        rows.setdefault(y, []).append((float(x), float(x) + float(width)))
    for row in rows.values():
        assert all(before[1] < after[0] for before, after in pairwise(sorted(row)))


def test_texts_of_a_picture_are_escaped() -> None:
    made = str(link('/x?"><script>', "<b>told</b>", element("text", "<script>alert(1)</script>")))
    assert "<script>" not in made
    assert "<b>" not in made


def test_a_long_label_is_cut_at_a_word() -> None:
    assert shortened("Government of Saint Vincent and the Grenadines", 30) == "Government of Saint Vincent…"
    assert shortened("short", 30) == "short"


def test_steps_hold_every_count_and_say_what_they_hold() -> None:
    assert steps([1, 3]) == [1, 2, 3]
    bounds = steps([1, 2, 91])
    assert bounds[-1] == 91
    assert step_of(0, bounds) == 0
    assert step_of(91, bounds) == len(bounds)
    assert step_labels([1, 4, 20]) == ["1", "2–4", "5–20"]


def test_every_event_type_takes_a_side() -> None:
    types = next(field.enum for field in schema_of("actions").fields if field.name == "event_type")
    assert set(EVENT_TYPES) == set(types or ())


def test_what_is_done_for_a_beneficiary_is_for_it() -> None:
    assert side_towards("REJECT", "beneficiary") == "for"
    assert side_towards("REJECT", "target") == "against"
    assert side_towards("REQUEST", "target") == "asks"


def test_the_busiest_range_leaves_out_what_is_far_off() -> None:
    spans = [(Span(_day("1967-01-01"), _day("1967-12-31"), "within"), 1)]
    spans += [(Span(_day(f"2021-11-{n:02d}"), _day(f"2021-11-{n:02d}"), "exact"), 1) for n in range(5, 16)]
    first, last = busiest(spans) or (0, 0)
    assert iso(first) >= "2021-11-01"
    assert iso(last) >= "2021-11-13"
    assert busiest([]) is None


def test_days_are_read_as_year_month_or_day() -> None:
    assert [iso(day or 0) for day in asked_days("2021", "2021")] == ["2021-01-01", "2021-12-31"]
    assert [iso(day or 0) for day in asked_days("2021-02", "2021-02")] == ["2021-02-01", "2021-02-28"]
    assert asked_days("2021-02-30", "<script>") == (None, None)
    assert asked_days("", "0000") == (None, None)
    assert asked_days("2021-00", "2021-13-01") == (None, None)


def test_columns_of_an_overview_are_bounded() -> None:
    for first, last in ((2021, 2022), (1848, 2022), (1, 9999)):
        size, start = bins(first, last, 64)
        assert start <= first
        assert (last - start) // size < 64


def test_the_most_frequent_pairs_fit_and_are_the_same_each_time() -> None:
    edges = [Edge(f"a{n % 50}", f"b{n % 37}", "target", "against", n % 7 + 1, "", "") for n in range(900)]
    chosen = choose(edges, 40, 80)
    assert len(chosen) <= 80
    assert len({edge.actor for edge in chosen}) <= 20
    assert len({edge.target for edge in chosen}) <= 20
    assert chosen == choose(edges[::-1], 40, 80)


def test_the_map_is_equal_earth() -> None:
    assert project(0, 0) == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=0.5)
    assert project(0, 180)[0] == pytest.approx(WIDTH, abs=0.5)
    assert project(90, 0)[1] == pytest.approx(0, abs=0.5)
    # Published values for a sphere of radius 1 (Šavrič, Patterson and Jenny 2018): the pole is 1.3173627591 high.
    assert project(-90, 0)[1] == pytest.approx(HEIGHT, abs=0.5)


def test_no_country_is_drawn_over_the_edge_of_the_map() -> None:
    outlines = shapes()["countries"]
    assert len(outlines) > 170
    assert outlines["CU"]["name"] == "Cuba"
    for shape in outlines.values():
        left, top, right, bottom = shape["box"]
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
        for ring in shape["path"].split("M")[1:]:
            steps_taken = [int(n) for n in ring.split("l")[1].rstrip("z").replace("-", " -").split()]
            # A ring that was not cut at the 180th meridian would step from one edge of the map to the other.
            assert max(map(abs, steps_taken)) < WIDTH / 4


def test_every_view_of_the_map_lies_on_it() -> None:
    for view in VIEWS:
        frame = frame_of(view)
        assert -0.1 < frame.left < frame.left + frame.width < WIDTH + 0.1
        assert frame.height / frame.width < 0.75
