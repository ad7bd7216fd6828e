"""Days in the form in which most pages write them: "5 May 2019", "Tuesday, November 9, 2021", "Athens, Oct. 3, 2020".

The grammar of dates reads these, too, at many times the cost; ``tests/text/test_written_days.py`` looks whether both
read the same.
"""

from __future__ import annotations

import datetime
import re

from imcwp_data.text.date_words import LANGUAGES

_ENGLISH = LANGUAGES["en"]
_MONTHS = {**_ENGLISH.months, **_ENGLISH.month_abbreviations}
_MONTH = "|".join(
    [*map(str.capitalize, _ENGLISH.months), *(f"{month.capitalize()}[.]?" for month in _ENGLISH.month_abbreviations)]
)
_WRITTEN = re.compile(
    rf"(?:(?P<before>\w[^,]{{0,40}}\w), )??(?:(?:{'|'.join(map(str.capitalize, _ENGLISH.weekdays))}),? )?"
    rf"(?:(?P<first>[0-9]{{1,2}}) (?P<behind>{_MONTH})|(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}}),?) "
    r"(?P<year>(?:19|20)[0-9]{2})"
)
_SHORTEST = len("1 May 1900")


def written_day(text: str) -> tuple[str, int, str] | None:
    """Return what stands before the day that ends a text ("" for nothing), where the day begins, and the day itself.

    None for a text that does not end with a day in these forms, or has more than one name and a comma before it.
    """
    # Nearly no line ends with a year.
    if len(text) < _SHORTEST or not text[-1].isdigit():
        return None
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    before, first, behind, month, day, year = written.groups()
    try:
        date = datetime.date(int(year), _MONTHS[(behind or month).rstrip(".").lower()], int(first or day))
    except ValueError:
        return None
    return before or "", len(before) + 2 if before else 0, date.isoformat()
