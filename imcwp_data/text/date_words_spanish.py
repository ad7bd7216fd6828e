"""The words of dates in Spanish, in lower case."""

from __future__ import annotations

from imcwp_data.text.date_language import (
    DateWords,
    PhraseTable,
    Words,
    counts,
    months,
    offsets,
    phrases,
    weekdays,
    words,
)

_BEFORE = offsets("""
    -1: pasado; pasada; último; última; último pasado; este pasado; esta pasada; este último; esta última
    0: este; esta; presente; corriente
    1: próximo; próxima; proximo; proxima; este próximo; esta próxima
""")
_AFTER = offsets("""
    -1: pasado; pasada; último; última
    1: próximo; próxima; proximo; proxima; que viene; entrante
""")
_NOUNS: dict[str, Words] = {"year": ("año",), "month": ("mes",), "weekend": ("fin", "de", "semana")}
_COUNTED = {
    **{(*before, *noun): (unit, offset) for unit, noun in _NOUNS.items() for before, offset in _BEFORE.items()},
    **{(*noun, *after): (unit, offset) for unit, noun in _NOUNS.items() for after, offset in _AFTER.items()},
}

_DAYS = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve treinta"
)

SPANISH = DateWords(
    months=months(
        "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"
    ),
    month_abbreviations=months("ene feb mar abr may jun jul ago sep/sept/set oct nov dic"),
    weekdays=weekdays("lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo"),
    weekday_abbreviations=weekdays("lun mar mié/mie jue vie sáb/sab dom"),
    seasons={"primavera": 21, "verano": 22, "otoño": 23, "invierno": 24},
    modifiers_follow=True,
    common_words=words("mar set ago"),
    day_ordinals={
        "primero": 1, "primer": 1,
        **{word: number for number, word in enumerate(_DAYS.split(), 1)},
    },
    of=words("de del"),
    to=words("a al hasta"),
    conjunctions=words("y e &"),
    articles=words("el la los las día días"),
    before_modifiers=PhraseTable(_BEFORE),
    after_modifiers=PhraseTable(_AFTER),
    after_years=PhraseTable(
        offsets("""
            -1: del año pasado; del pasado año; del último año
            0: de este año; del presente año; del corriente; del corriente año; del año en curso; de este mismo año
            1: del próximo año; del año próximo; del año que viene; del año entrante
        """)
    ),
    months_of_day=PhraseTable(
        offsets("""
            -1: del mes pasado; del pasado mes
            0: de este mes; del presente mes; del corriente mes; del mes en curso; del mes corriente
            1: del próximo mes; del mes próximo; del mes que viene
        """)
    ),
    same_months=PhraseTable(
        dict.fromkeys(phrases("de ese mes; de ese mismo mes; del mismo mes; de aquel mes; de dicho mes"))
    ),
    same_days=PhraseTable(
        dict.fromkeys(phrases("mismo día; misma mañana; misma tarde; misma noche; mismo dia"))
    ),
    open_starts=phrases("en adelante; y en adelante"),
    each_year=PhraseTable(dict.fromkeys(phrases("cada año; todos los años; anualmente; año tras año"))),
    those=words("ese aquel esa aquella"),
    phrases=PhraseTable(
        {
            **_COUNTED,
            **counts("""
                now 0: hoy
                day -2: anteayer; antier
                day -1: ayer; anoche
                day 0: esta mañana; esta tarde; esta noche
                day 1: mañana
                day 2: pasado mañana
                weekend 0: el fin de semana
                month 0: mes en curso
                year 0: año en curso; fin de año; fines de año; finales de año; principios de año; comienzos de año
                year 0: inicios de año; final del año; finales del año; principios del año; comienzos del año
                century -1: siglo pasado; pasado siglo
                century 0: este siglo; presente siglo
                decade 0: esta década; presente década
            """),
        }
    ),
    deadlines=PhraseTable(
        dict.fromkeys(
            phrases(
                "antes de fin de; antes de fines de; antes de finales de; antes de finales del; antes del fin de; "
                "antes del fin del; antes del final de; antes del final del; para fin de; para fines de; "
                "para finales de; para finales del; para el final de; para el final del; hasta fin de; hasta fines de; "
                "hasta finales de; hasta finales del; hasta el final de; hasta el final del; hasta el fin de; "
                "hasta el fin del; antes de que termine; antes de que acabe; antes de que finalice; "
                "antes de que concluya; antes de terminar; antes de acabar; antes de finalizar; antes de concluir"
            )
        )
    ),
    periods=PhraseTable(
        counts("""
            year 0: año; el año; este año; presente año; el presente año; año en curso; el año en curso
            year 1: próximo año; el próximo año; año próximo; año que viene; el año que viene
            month 0: mes; el mes; este mes; presente mes; el presente mes; mes en curso
            month 1: próximo mes; el próximo mes; mes próximo; mes que viene
            decade 0: la década; esta década
            century 0: siglo; el siglo; este siglo
        """)
    ),
    at_least=phrases(
        "al menos; al menos hasta; al menos hasta el; al menos hasta la; por lo menos; por lo menos hasta; "
        "por lo menos hasta el; por lo menos hasta la; como mínimo hasta; no antes de; no antes del; no antes de la"
    ),
    positions=words("principios inicios comienzos mediados finales fines"),
    month_prepositions=words("en desde de hasta durante para a entre por tras"),
    year_prepositions=words("en desde hasta durante tras año para antes después"),
    since=words("desde"),
    every=words("cada todos todas"),
    between=words("entre"),
    year_nouns=words("año años"),
    month_nouns=words("mes"),
    units={
        "día": "day", "días": "day", "mes": "month", "meses": "month", "año": "year", "años": "year",
        "década": "decade", "décadas": "decade", "decenio": "decade", "siglo": "century", "siglos": "century",
    },
    ago=words("hace"),
    centuries=words("siglo siglos"),
    decades={
        "veinte": 192, "treinta": 193, "cuarenta": 194, "cincuenta": 195, "sesenta": 196, "setenta": 197,
        "ochenta": 198, "noventa": 199,
    },
)  # fmt: skip
