"""The words of dates in English, in lower case."""

from __future__ import annotations

from imcwp_data.text.date_language import DateWords, PhraseTable, counts, months, offsets, phrases, weekdays, words

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)

ENGLISH = DateWords(
    months=months("january february march april may june july august september october november december"),
    month_abbreviations=months("jan feb/febr mar apr - jun jul aug sep/sept oct nov dec"),
    weekdays=weekdays("monday tuesday wednesday thursday friday saturday sunday"),
    weekday_abbreviations=weekdays("mon tue/tues wed thu/thur/thurs fri sat sun"),
    seasons={"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24},
    capital_names=True,
    common_words=words("may march mar"),
    day_ordinals={**{word: number for number, word in enumerate(_ORDINALS.split(), 1)}, "thirtieth": 30},
    of=words("of"),
    to=words("to until till through thru"),
    conjunctions=words("and &"),
    articles=words("the"),
    before_modifiers=PhraseTable(
        offsets("""
            -1: last; past; this past; this last
            0: this; current
            1: next; this next; coming; this coming; upcoming; this upcoming
        """)
    ),
    after_modifiers=PhraseTable(offsets("-1: last")),
    after_years=PhraseTable(
        offsets("""
            -1: last year; of last year; in last year
            0: this year; of this year; of the current year; of the present year
            1: next year; of next year; of the coming year; of the next year
        """)
    ),
    months_of_day=PhraseTable(
        offsets("""
            -1: of last month
            0: of this month; of the current month; of the month
            1: of next month
        """)
    ),
    same_months=PhraseTable(
        dict.fromkeys(phrases("of that month; of the same month; of that same month; that month; that same month"))
    ),
    same_days=PhraseTable(
        dict.fromkeys(phrases("same day; same morning; same afternoon; same evening; same night; very same day"))
    ),
    open_starts=phrases("onward; onwards; and onward; and onwards; forward"),
    each_year=PhraseTable(dict.fromkeys(phrases("every year; each year; annually; year after year"))),
    those=words("that"),
    day_parts=words("morning afternoon evening night"),
    phrases=PhraseTable(
        counts("""
            now 0: today
            day -2: the day before yesterday; day before yesterday
            day -1: yesterday; last night; last evening
            day 0: tonight; this morning; this afternoon; this evening
            day 1: tomorrow
            day 2: the day after tomorrow; day after tomorrow
            weekend -1: last weekend; past weekend; this past weekend; previous weekend
            weekend 0: this weekend; the weekend
            weekend 1: next weekend; coming weekend; this coming weekend; upcoming weekend
            month -1: last month
            month 0: this month; current month; end of the month; beginning of the month; start of the month
            month 1: next month; coming month
            year -1: last year
            year 0: this year; current year; present year; end of the year; beginning of the year; start of the year
            year 0: rest of the year; turn of the year
            year 1: next year; coming year; this coming year; upcoming year
            decade -1: last decade
            decade 0: this decade; current decade
            century -1: last century; past century; previous century
            century 0: this century; current century; present century
        """)
    ),
    deadlines=PhraseTable(
        dict.fromkeys(
            phrases(
                "by the end of; by end of; by the very end of; by the close of; before the end of; before end of; "
                "before the close of; until the end of; until end of; till the end of; to the end of; "
                "up to the end of; "
                "up until the end of; through the end of; no later than the end of; not later than the end of; "
                "prior to the end of"
            )
        )
    ),
    whole_deadlines=PhraseTable(
        counts("""
            year 0: by year ' s end; by the year ' s end; before year ' s end; before the year ' s end
            year 0: until year ' s end
            year 0: by year end; by year - end; by the year - end; before year - end; before the year is out
            year 0: before the year is over; before the year ends; before this year is out; before this year ends
            month 0: by month ' s end; by the month ' s end; before the month is out
        """)
    ),
    periods=PhraseTable(
        counts("""
            year -1: last year
            year 0: year; the year; this year; the current year; the present year
            year 1: next year; the coming year; the next year
            month 0: month; the month; this month; the current month
            month 1: next month; the coming month; the next month
            decade 0: the decade; this decade; the current decade
            century 0: the century; this century
        """)
    ),
    at_least=phrases(
        "at least; at least until; at least till; at least to; not before; no earlier than; not earlier than"
    ),
    positions=words("early late mid earlier later"),
    month_prepositions=words(
        "in since by until till during from of to through before after throughout for mid early late"
    ),
    year_prepositions=words(
        "in since during until till before after throughout early late mid pre post circa ca by from spring summer "
        "autumn fall winter"
    ),
    since=words("since"),
    every=words("every each"),
    between=words("between"),
    year_nouns=words("year years"),
    month_nouns=words("month"),
    units={
        "day": "day", "days": "day", "month": "month", "months": "month", "year": "year", "years": "year",
        "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    },
    ago=words("ago"),
    centuries=words("century centuries"),
    decades={
        "twenties": 192, "thirties": 193, "forties": 194, "fifties": 195, "sixties": 196, "seventies": 197,
        "eighties": 198, "nineties": 199,
    },
    may_day=phrases("may day"),
)  # fmt: skip
