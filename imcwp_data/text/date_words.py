"""The words of dates by language: English and Spanish in full, others as far as absolute dates need them.

A further language is a further table and nothing else. All words are in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping

from imcwp_data.text.date_language import DateWords, months, weekdays, words
from imcwp_data.text.date_words_english import ENGLISH
from imcwp_data.text.date_words_spanish import SPANISH

LANGUAGES: Mapping[str, DateWords] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": DateWords(
        months=months(
            "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre"
        ),
        month_abbreviations=months("janv févr - avr - - juil - sept oct nov déc"),
        weekdays=weekdays("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        common_words=words("mars mai"),
        day_ordinals={"premier": 1},
        of=words("de du"),
        to=words("au à"),
        conjunctions=words("et &"),
        articles=words("le la les"),
    ),
    "pt": DateWords(
        months=months("janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro"),
        month_abbreviations=months("jan fev mar abr mai jun jul ago set out nov dez"),
        weekdays=weekdays("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        common_words=words("set out mar mai"),
        day_ordinals={"primeiro": 1},
        of=words("de do"),
        to=words("a ao até"),
        conjunctions=words("e &"),
        articles=words("o a os dia dias"),
    ),
    "de": DateWords(
        months=months(
            "januar/jänner februar märz/maerz april mai juni juli august september oktober november dezember"
        ),
        month_abbreviations=months("jan feb mär apr - jun jul aug sep/sept okt nov dez"),
        weekdays=weekdays("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
        capital_names=True,
        day_ordinals={"erster": 1, "ersten": 1},
        to=words("bis"),
        conjunctions=words("und &"),
        articles=words("der den dem die"),
    ),
    "it": DateWords(
        months=months("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        weekdays=weekdays("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        day_ordinals={"primo": 1},
        of=words("di del"),
        to=words("al a"),
        conjunctions=words("e ed &"),
        articles=words("il lo la"),
    ),
    "nl": DateWords(
        months=months("januari februari maart april mei juni juli augustus september oktober november december"),
        weekdays=weekdays("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        to=words("tot"),
        conjunctions=words("en &"),
        articles=words("de"),
    ),
    "el": DateWords(
        months=months(
            "ιανουαρίου/ιανουάριος/γενάρη φεβρουαρίου/φεβρουάριος/φλεβάρη μαρτίου/μάρτιος/μάρτη "
            "απριλίου/απρίλιος/απρίλη μαΐου/μαίου/μάιος/μάη ιουνίου/ιούνιος/ιούνη ιουλίου/ιούλιος/ιούλη "
            "αυγούστου/αύγουστος "
            "σεπτεμβρίου/σεπτέμβριος/σεπτέμβρη οκτωβρίου/οκτώβριος/οκτώβρη νοεμβρίου/νοέμβριος/νοέμβρη "
            "δεκεμβρίου/δεκέμβριος/δεκέμβρη"
        ),
        weekdays=weekdays("δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή"),
        capital_names=True,
        of=words("του"),
        articles=words("τις την στις στη στην"),
        to=words("έως ως μέχρι"),
        conjunctions=words("και &"),
    ),
    "tr": DateWords(
        months=months("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
        weekdays=weekdays("pazartesi salı çarşamba perşembe cuma cumartesi pazar"),
        capital_names=True,
        conjunctions=words("ve &"),
    ),
    "ru": DateWords(
        months=months(
            "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август "
            "сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь"
        ),
        weekdays=weekdays("понедельник вторник среда четверг пятница суббота воскресенье"),
        to=words("по до"),
        conjunctions=words("и &"),
    ),
}
"""Words of dates by BCP 47 language."""


ANY_OF = frozenset().union(*(table.of for table in LANGUAGES.values()))
ANY_TO = frozenset().union(*(table.to for table in LANGUAGES.values()))
ANY_CONJUNCTION = frozenset().union(*(table.conjunctions for table in LANGUAGES.values()), {"+"})
ANY_ARTICLE = frozenset().union(*(table.articles for table in LANGUAGES.values())) - ANY_TO
"""What may stand between the days and the month of a date: a text of one language quotes dates of another."""
