"""The words of dates, one table a language. A further language is a further table here and nothing else.

English and Spanish have every kind of word; the other languages have months and weekdays, which is all that an
absolute date needs. All words are in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DateWords:
    """What one language calls days, months, seasons, and its ways of pointing from the day of writing."""

    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    weekday_abbreviations: Mapping[str, int] = field(default_factory=dict)
    seasons: Mapping[str, int] = field(default_factory=dict)
    capital_names: bool = False
    common_words: frozenset[str] = frozenset()
    """Months that are also everyday words and are dates only beside a day, a year or a preposition."""
    day_ordinals: Mapping[str, int] = field(default_factory=dict)
    of: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    before_modifiers: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    after_modifiers: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    phrases: Mapping[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)
    """Whole phrases: what they count in (day, month, year, weekend, decade, century, now) and how many from now."""
    positions: frozenset[str] = frozenset()
    """Words that place a date inside a period and belong to its surface ("early", "late")."""
    deadlines: tuple[tuple[str, ...], ...] = ()
    """What makes the end of the following period a deadline ("by the end of")."""
    year_end_deadlines: tuple[tuple[str, ...], ...] = ()
    """Whole phrases for a deadline at the year's end ("before year's end")."""
    month_end_deadlines: tuple[tuple[str, ...], ...] = ()
    period_units: Mapping[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)
    """A period named after a deadline ("the year", "next month")."""
    at_least: tuple[tuple[str, ...], ...] = ()
    month_prepositions: frozenset[str] = frozenset()
    year_prepositions: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    year_nouns: frozenset[str] = frozenset()
    month_nouns: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    """Units that can be counted back from the day of writing: word to day, month, year, decade."""
    centuries: frozenset[str] = frozenset()
    decades: Mapping[str, int] = field(default_factory=dict)


_NUMBERED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
             "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
             "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
             "twentieth": 20, "thirtieth": 30}  # fmt: skip


def _months(names: str) -> dict[str, int]:
    """Read twelve months in order, spellings of one month joined by a slash."""
    return {name: number for number, names_ in enumerate(names.split(), 1) for name in names_.split("/")}


def _weekdays(names: str) -> dict[str, int]:
    return {name: number for number, names_ in enumerate(names.split()) for name in names_.split("/")}


def _split(phrases: str) -> tuple[tuple[str, ...], ...]:
    """Read phrases separated by semicolons."""
    return tuple(tuple(phrase.split()) for phrase in phrases.split(";") if phrase.strip())


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH_MODIFIERS = {
    ("this",): 0, ("the", "current"): 0, ("current",): 0, ("last",): -1, ("past",): -1, ("this", "past"): -1,
    ("this", "last"): -1, ("next",): 1, ("this", "next"): 1, ("coming",): 1, ("this", "coming"): 1, ("upcoming",): 1,
    ("this", "upcoming"): 1,
}  # fmt: skip
_SPANISH_MODIFIERS = {
    ("este",): 0, ("esta",): 0, ("pasado",): -1, ("pasada",): -1, ("último",): -1, ("último", "pasado"): -1,
    ("última",): -1, ("próximo",): 1, ("próxima",): 1, ("proximo",): 1, ("proxima",): 1, ("este", "pasado"): -1,
    ("este", "próximo"): 1, ("esta", "próxima"): 1, ("esta", "pasada"): -1,
}  # fmt: skip

ENGLISH = DateWords(
    months=_months("january february march april may june july august september october november december"),
    month_abbreviations=_months("jan feb/febr mar apr - jun jul aug sep/sept oct nov dec"),
    weekdays=_weekdays("monday tuesday wednesday thursday friday saturday sunday"),
    weekday_abbreviations=_weekdays("mon tue/tues wed thu/thur/thurs fri sat sun"),
    seasons={"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24},
    capital_names=True,
    common_words=_set("may march mar"),
    day_ordinals=_NUMBERED,
    of=_set("of"),
    to=_set("to until till through thru"),
    conjunctions=_set("and &"),
    articles=_set("the"),
    before_modifiers=_ENGLISH_MODIFIERS,
    after_modifiers={("last",): -1, ("this", "year"): 0, ("last", "year"): -1, ("next", "year"): 1},
    phrases={
        ("today",): ("now", 0), ("yesterday",): ("day", -1), ("tomorrow",): ("day", 1), ("tonight",): ("day", 0),
        ("this", "morning"): ("day", 0), ("this", "afternoon"): ("day", 0), ("this", "evening"): ("day", 0),
        ("last", "night"): ("day", -1), ("last", "evening"): ("day", -1),
        ("the", "day", "before", "yesterday"): ("day", -2), ("day", "before", "yesterday"): ("day", -2),
        ("the", "day", "after", "tomorrow"): ("day", 2), ("day", "after", "tomorrow"): ("day", 2),
        ("last", "year"): ("year", -1), ("this", "year"): ("year", 0), ("the", "current", "year"): ("year", 0),
        ("next", "year"): ("year", 1), ("coming", "year"): ("year", 1), ("this", "coming", "year"): ("year", 1),
        ("upcoming", "year"): ("year", 1), ("current", "year"): ("year", 0), ("present", "year"): ("year", 0),
        ("last", "month"): ("month", -1), ("this", "month"): ("month", 0), ("next", "month"): ("month", 1),
        ("coming", "month"): ("month", 1), ("current", "month"): ("month", 0),
        ("last", "weekend"): ("weekend", -1), ("past", "weekend"): ("weekend", -1),
        ("this", "past", "weekend"): ("weekend", -1), ("this", "weekend"): ("weekend", 0),
        ("the", "weekend"): ("weekend", 0), ("coming", "weekend"): ("weekend", 1),
        ("this", "coming", "weekend"): ("weekend", 1), ("next", "weekend"): ("weekend", 1),
        ("last", "century"): ("century", -1), ("past", "century"): ("century", -1), ("this", "century"): ("century", 0),
        ("this", "decade"): ("decade", 0), ("last", "decade"): ("decade", -1),
        ("start", "of", "the", "year"): ("year", 0), ("beginning", "of", "the", "year"): ("year", 0),
        ("end", "of", "the", "year"): ("year", 0), ("rest", "of", "the", "year"): ("year", 0),
        ("end", "of", "the", "month"): ("month", 0), ("beginning", "of", "the", "month"): ("month", 0),
        ("start", "of", "the", "month"): ("month", 0),
    },
    positions=_set("early late mid earlier later"),
    deadlines=_split(
        "by the end of; before the end of; until the end of; till the end of; to the end of; through the end of; "
        "by end of; before end of; until end of; by the close of; before the close of; no later than the end of; "
        "not later than the end of; up to the end of; up until the end of; prior to the end of; by the very end of"
    ),
    year_end_deadlines=_split(
        "by year ' s end; before year ' s end; until year ' s end; by the year ' s end; before the year ' s end; by year end; "
        "by year - end; before year - end; before the year is out; before the year is over; before the year ends; by the year - end; "
        "before this year is out; before this year ends"
    ),
    month_end_deadlines=_split("by month ' s end; before the month is out; by the month ' s end"),
    period_units={
        ("the", "year"): ("year", 0), ("this", "year"): ("year", 0), ("year",): ("year", 0),
        ("the", "current", "year"): ("year", 0), ("next", "year"): ("year", 1), ("the", "coming", "year"): ("year", 1),
        ("last", "year"): ("year", -1), ("the", "month"): ("month", 0), ("this", "month"): ("month", 0),
        ("month",): ("month", 0), ("next", "month"): ("month", 1), ("the", "coming", "month"): ("month", 1),
        ("the", "decade"): ("decade", 0), ("this", "decade"): ("decade", 0),
        ("the", "century"): ("century", 0), ("this", "century"): ("century", 0),
    },
    at_least=_split(
        "at least; at least until; at least till; at least to; not before; no earlier than; not earlier than; "
        "at the earliest"
    ),
    month_prepositions=_set("in since by until till during from of to through before after throughout for mid early late"),
    year_prepositions=_set(
        "in since during until till before after throughout early late mid pre post circa ca by from summer spring autumn winter"
    ),
    since=_set("since"),
    every=_set("every each"),
    between=_set("between"),
    year_nouns=_set("year years"),
    month_nouns=_set("month"),
    units={"day": "day", "days": "day", "month": "month", "months": "month", "year": "year", "years": "year",
           "decade": "decade", "decades": "decade", "century": "century", "centuries": "century"},
    centuries=_set("century centuries"),
    decades={"twenties": 192, "thirties": 193, "forties": 194, "fifties": 195, "sixties": 196, "seventies": 197,
             "eighties": 198, "nineties": 199},
)  # fmt: skip


def _spanish_phrases() -> dict[tuple[str, ...], tuple[str, int]]:
    phrases: dict[tuple[str, ...], tuple[str, int]] = {
        ("hoy",): ("now", 0), ("ayer",): ("day", -1), ("anteayer",): ("day", -2), ("antier",): ("day", -2),
        ("anoche",): ("day", -1), ("mañana",): ("day", 1), ("pasado", "mañana"): ("day", 2),
        ("esta", "mañana"): ("day", 0), ("esta", "tarde"): ("day", 0), ("esta", "noche"): ("day", 0),
        ("el", "fin", "de", "semana"): ("weekend", 0), ("siglo", "pasado"): ("century", -1),
        ("presente", "siglo"): ("century", 0), ("pasado", "siglo"): ("century", -1), ("este", "siglo"): ("century", 0),
        ("presente", "año"): ("year", 0), ("presente", "mes"): ("month", 0), ("año", "en", "curso"): ("year", 0),
        ("mes", "en", "curso"): ("month", 0), ("corriente", "año"): ("year", 0), ("año", "entrante"): ("year", 1),
        ("finales", "de", "año"): ("year", 0), ("fines", "de", "año"): ("year", 0), ("fin", "de", "año"): ("year", 0),
        ("principios", "de", "año"): ("year", 0), ("comienzos", "de", "año"): ("year", 0),
        ("inicios", "de", "año"): ("year", 0), ("final", "del", "año"): ("year", 0),
    }  # fmt: skip
    for noun, unit in ((("año",), "year"), (("mes",), "month"), (("fin", "de", "semana"), "weekend")):
        for before, offset in _SPANISH_MODIFIERS.items():
            phrases[(*before, *noun)] = (unit, offset)
        for after, offset in ((("pasado",), -1), (("próximo",), 1), (("proximo",), 1), (("que", "viene"), 1)):
            phrases[(*noun, *after)] = (unit, offset)
    return phrases


SPANISH = DateWords(
    months=_months("enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"),
    month_abbreviations=_months("ene feb mar abr may jun jul ago sep/sept/set oct nov dic"),
    weekdays=_weekdays("lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo"),
    weekday_abbreviations=_weekdays("lun mar mié/mie jue vie sáb/sab dom"),
    seasons={"primavera": 21, "verano": 22, "otoño": 23, "invierno": 24},
    common_words=_set("mar set ago"),
    day_ordinals={"primero": 1, "primer": 1},
    of=_set("de del"),
    to=_set("a al hasta"),
    conjunctions=_set("y e &"),
    articles=_set("el la los las día días"),
    before_modifiers=_SPANISH_MODIFIERS,
    after_modifiers={
        ("pasado",): -1, ("pasada",): -1, ("próximo",): 1, ("próxima",): 1, ("proximo",): 1, ("que", "viene"): 1,
        ("último",): -1, ("de", "este", "año"): 0, ("del", "año", "pasado"): -1, ("del", "pasado", "año"): -1,
        ("del", "presente", "año"): 0, ("del", "próximo", "año"): 1, ("del", "año", "próximo"): 1,
        ("del", "corriente"): 0, ("del", "año", "que", "viene"): 1, ("del", "año", "en", "curso"): 0,
        ("de", "presente", "año"): 0, ("del", "corriente", "año"): 0,
    },
    phrases=_spanish_phrases(),
    positions=_set("principios inicios comienzos mediados finales fines"),
    deadlines=_split(
        "antes de fin de; antes de fines de; antes de finales de; antes del fin de; antes del final de; antes del fin del; "
        "antes del final del; antes de finales del; para fin de; para fines de; para finales de; para finales del; "
        "para el final de; para el final del; hasta fin de; hasta fines de; hasta finales de; hasta finales del; "
        "hasta el final de; hasta el final del; hasta el fin de; hasta el fin del; antes de que termine; antes de que acabe; "
        "antes de que finalice; antes de que concluya; antes de terminar; antes de acabar; antes de finalizar; antes de concluir"
    ),
    period_units={
        ("año",): ("year", 0), ("el", "año"): ("year", 0), ("este", "año"): ("year", 0), ("presente", "año"): ("year", 0),
        ("el", "presente", "año"): ("year", 0), ("próximo", "año"): ("year", 1), ("el", "próximo", "año"): ("year", 1),
        ("año", "próximo"): ("year", 1), ("año", "que", "viene"): ("year", 1), ("año", "en", "curso"): ("year", 0),
        ("mes",): ("month", 0), ("el", "mes"): ("month", 0), ("este", "mes"): ("month", 0),
        ("presente", "mes"): ("month", 0), ("próximo", "mes"): ("month", 1), ("mes", "próximo"): ("month", 1),
        ("el", "próximo", "mes"): ("month", 1), ("la", "década"): ("decade", 0), ("siglo",): ("century", 0),
        ("el", "siglo"): ("century", 0), ("esta", "década"): ("decade", 0),
    },
    at_least=_split(
        "al menos hasta; por lo menos hasta; al menos; por lo menos; como mínimo hasta; no antes de; como muy pronto en; "
        "al menos hasta la; al menos hasta el; por lo menos hasta la; por lo menos hasta el; no antes del; no antes de la"
    ),
    month_prepositions=_set("en desde de hasta durante para a entre por tras"),
    year_prepositions=_set("en desde hasta durante tras año para antes después"),
    since=_set("desde"),
    every=_set("cada todos todas"),
    between=_set("entre"),
    year_nouns=_set("año años"),
    month_nouns=_set("mes"),
    units={"día": "day", "días": "day", "mes": "month", "meses": "month", "año": "year", "años": "year",
           "década": "decade", "décadas": "decade", "siglo": "century", "siglos": "century"},
    centuries=_set("siglo siglos"),
    decades={"veinte": 192, "treinta": 193, "cuarenta": 194, "cincuenta": 195, "sesenta": 196, "setenta": 197,
             "ochenta": 198, "noventa": 199},
)  # fmt: skip

LANGUAGES: Mapping[str, DateWords] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": DateWords(
        months=_months(
            "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre"
        ),
        month_abbreviations=_months("janv févr - avr - - juil - sept oct nov déc"),
        weekdays=_weekdays("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        common_words=_set("mars mai"),
        day_ordinals={"premier": 1},
        of=_set("de du"),
        to=_set("au à"),
        conjunctions=_set("et &"),
        articles=_set("le la les"),
    ),
    "pt": DateWords(
        months=_months("janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro"),
        month_abbreviations=_months("jan fev mar abr mai jun jul ago set out nov dez"),
        weekdays=_weekdays("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        common_words=_set("set out mar mai"),
        day_ordinals={"primeiro": 1},
        of=_set("de do"),
        to=_set("a ao até"),
        conjunctions=_set("e &"),
        articles=_set("o a os dia dias"),
    ),
    "de": DateWords(
        months=_months("januar/jänner februar märz/maerz april mai juni juli august september oktober november dezember"),
        month_abbreviations=_months("jan feb mär apr - jun jul aug sep/sept okt nov dez"),
        weekdays=_weekdays("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
        capital_names=True,
        day_ordinals={"erster": 1, "ersten": 1},
        to=_set("bis"),
        conjunctions=_set("und &"),
        articles=_set("der den dem die"),
    ),
    "it": DateWords(
        months=_months(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        ),
        weekdays=_weekdays("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        day_ordinals={"primo": 1},
        of=_set("di del"),
        to=_set("al a"),
        conjunctions=_set("e ed &"),
        articles=_set("il lo la"),
    ),
    "nl": DateWords(
        months=_months("januari februari maart april mei juni juli augustus september oktober november december"),
        weekdays=_weekdays("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        to=_set("tot"),
        conjunctions=_set("en &"),
        articles=_set("de"),
    ),
    "el": DateWords(
        months=_months(
            "ιανουαρίου/ιανουάριος/γενάρη φεβρουαρίου/φεβρουάριος/φλεβάρη μαρτίου/μάρτιος/μάρτη απριλίου/απρίλιος/απρίλη "
            "μαΐου/μαίου/μάιος/μάη ιουνίου/ιούνιος/ιούνη ιουλίου/ιούλιος/ιούλη αυγούστου/αύγουστος "
            "σεπτεμβρίου/σεπτέμβριος/σεπτέμβρη οκτωβρίου/οκτώβριος/οκτώβρη νοεμβρίου/νοέμβριος/νοέμβρη "
            "δεκεμβρίου/δεκέμβριος/δεκέμβρη"
        ),
        weekdays=_weekdays("δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή"),
        capital_names=True,
        of=_set("του"),
        to=_set("έως ως μέχρι"),
        conjunctions=_set("και &"),
    ),
    "tr": DateWords(
        months=_months("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
        weekdays=_weekdays("pazartesi salı çarşamba perşembe cuma cumartesi pazar"),
        capital_names=True,
        conjunctions=_set("ve &"),
    ),
    "ru": DateWords(
        months=_months(
            "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август "
            "сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь"
        ),
        weekdays=_weekdays("понедельник вторник среда четверг пятница суббота воскресенье"),
        to=_set("по до"),
        conjunctions=_set("и &"),
    ),
}
"""Words of dates by BCP 47 language."""


def words_of(language: str | None) -> DateWords:
    """Return the words of a BCP 47 language tag ("es-CU" is "es"); English where the language has no table."""
    return LANGUAGES.get((language or "en").split("-")[0].lower(), ENGLISH)

ANY_OF = frozenset().union(*(words.of for words in LANGUAGES.values()))
ANY_TO = frozenset().union(*(words.to for words in LANGUAGES.values()))
ANY_CONJUNCTION = frozenset().union(*(words.conjunctions for words in LANGUAGES.values()), {"+"})
ANY_ARTICLE = frozenset().union(*(words.articles for words in LANGUAGES.values())) - ANY_TO
"""What may stand between the days and the month of a date: a text of one language quotes dates of another."""
