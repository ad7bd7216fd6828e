"""What stands around a number or a name of a month and tells whether it is a date: facts about English and Spanish."""

from __future__ import annotations

import re

from imcwp_data.text.date_language import words

QUANTIFIERS = words(
    "about around some over under nearly almost approximately roughly least most than only another additional total "
    "unos unas casi alrededor aproximadamente cerca más menos otros otras mil x × usd eur gbp rs us kuna euros"
)
"""Words before a number that make it an amount."""

NUMBERED_NOUNS = words(
    "resolution resolutions resolución resoluciones no nos number numbers nº n° núm número law laws ley leyes act "
    "decree decreto article artículo articles section room page pages p pp página flight bus route item paragraph "
    "chapter box version model order unscr regulation reglamento directive protocol form tel phone fax apartado "
    "convention agenda horizon vision nato otan horizonte visión covid apdo bill"
)
"""Nouns whose number is a name, not a year ("resolution 1973")."""

UNIT_WORDS = words(
    "people persons workers men women children members delegates parties countries states votes seats copies "
    "signatures dollars euros pesos kuna rubles pounds francs lira yen yuan tons tonnes kilos kilograms km kilometres "
    "kilometers metres meters miles litres liters hectares acres mw kw gw percent per cent million billion thousand "
    "hours hrs days weeks months years minutes times homes houses jobs refugees migrants prisoners deaths dead "
    "wounded soldiers troops students doctors participants demonstrators protesters strikers syringes doses vaccines "
    "bases militants comrades activists pages personas trabajadores trabajadoras obreros obreras hombres mujeres "
    "niños miembros delegados partidos países estados votos ejemplares firmas dólares toneladas kilómetros metros "
    "millas litros hectáreas millones horas días semanas meses años veces casas viviendas empleos refugiados presos "
    "muertos heridos soldados estudiantes médicos participantes dosis manifestantes huelguistas militantes camaradas "
    "activistas páginas families familias unions organisations organizations organizaciones sindicatos signatories "
    "views comments kg mg gb mb"
)
"""Words after a number that make it an amount, and after "November 30" make the day one."""

EVENT_NOUNS = words(
    "elections election borders lines events protests demonstrations negotiations talks agreements accords wars "
    "strikes riots uprisings revolutions massacres anniversaries celebrations olympics games revoluciones elecciones "
    "fronteras acuerdos protestas series frontiers boundaries sanctions conferences congresses invasions coups"
)
"""Plural nouns that a year may qualify ("the 1967 borders")."""

NOT_PLURAL = words(
    "was is has does this thus its his as less versus plus us las los sus es tras entonces además después antes nos "
    "les más menos marks sees brings begins ends starts finds shows opens means remains continues were "
    "asks demands promises needs requires teaches"
)
"""Words in -s that are no plural nouns."""

NAME_HEADS = words(
    "movement movements movimiento brigade brigades brigada brigadas battalion batallón revolution revolución "
    "coordination coordinadora coordinación front frente square plaza street calle avenue avenida army party forum "
    "alliance alianza coalition collective colectivo league liga organisation organization organización group grupo "
    "grupos campaign foundation fundación hospital school escuela stadium estadio airport university universidad "
    "division network bridge puente park parque prize premio medal house casa club theses tesis crisis initiative "
    "factory camp institute agrupación barrio boulevard committee manifesto movimentos movimento fraction tendency"
)
"""Heads of proper names that hold a day or month ("26th of July Movement", "Plaza 9 de Julio")."""

IDEALS = words(
    "ideas ideals spirit cause road path banner lessons heirs children flame legacy teachings principles light colours "
    "ideales espíritu causa camino bandera lecciones herederos hijos llama legado principios luz"
)
"""Nouns before "of October" that make it the revolution of 1917."""

EVENT_POSSESSIVES = words(
    "meeting session sitting demonstration demonstrations rally march strike vote action actions event press "
    "conference announcement statement decision protest protests summit congress opening ceremony seminar "
    "teleconference"
)
"""What can be told to be "today's" and mean the day itself ("today's world" does not)."""

PAST_VERBS = words(
    "was were had did took held met went came said gave sent voted told began begun wrote spoke made became saw stood "
    "left brought fell fought grew heard knew known lost paid put ran read rose sang set shot showed struck swore "
    "taught thought won withdrew drew broke built bought caught chose died felt found got kept led let meant rang "
    "seen sold sat spent stole forbade laid sought spread strike cut has have been fue fueron era eran estaba estaban "
    "había habían tuvo tuvieron hizo hicieron dijo dijeron hubo dio dieron vino ha han puso pudo quiso vio murió "
    "nació"
)
FUTURE_VERBS = words(
    "will shall must should upcoming forthcoming going ll intends intend hopes hope would será serán tendrá tendrán "
    "habrá estará estarán irá irán hará harán va van prevé prevén próximamente convoca convocan"
)
REPORTING_VERBS = words(
    "mark marks celebrate celebrates commemorate commemorates honour honor inaugurate inaugurated remained stopped "
    "walked celebramos conmemoramos inauguró conmemora celebra said told announced stated described held met began "
    "opened concluded released issued published condemned rejected denounced reported adopted launched signed called "
    "started ended took arrived left marched voted gathered demanded expressed made was were begins starts opens "
    "takes holds launches dijo anunció declaró afirmó celebró comenzó inició concluyó publicó condenó rechazó "
    "denunció informó adoptó firmó llamó empezó terminó llegó marchó votó reunió exigió expresó fue fueron comienza "
    "empieza inicia inaugura kicked became sent visited convened received"
)
"""Verbs beside "today" that tell what happened on the day of writing."""

MOVED_VERBS = words(
    "postponed moved shifted rescheduled brought changed transferred deferred aplazó aplazado aplazada aplazar "
    "trasladó trasladado trasladada pospuesto pospuesta pospuso cambió pasó"
)
"""After these "from A to B" names two dates, not a range."""

PUBLICATION_WORDS = words(
    "escrito date dated dates published posted updated last first issued released on at by the of in written created "
    "modified submitted fecha publicado publicada actualizado el en por a las de del día min mins minute minutes read "
    "lectura source src fuente time hours hrs h gmt utc cet cest est edt pst am pm edition issue monday tuesday "
    "article press news admin"
)
"""Words that may stand beside the date of publication on its line."""

_PAST_ENDING = re.compile(r"(?:[^\W\d_]{2,}(?:[^e]ed|aron|ieron)|[^\W\d_]{3,}(?:ó|ió))")
_PAST_ENDINGS = ("ed", "ó", "aron", "ieron")
_FUTURE_ENDINGS = ("ará", "erá", "irá", "arán", "erán", "irán", "aremos", "eremos", "iremos")
_NO_VERBS = words("united need indeed hundred sacred naked wicked speed exceed proceed succeed feed seed agreed-upon")


def is_past(word: str) -> bool:
    """Tell whether a word in lower case is a verb in the past."""
    if not word.endswith(_PAST_ENDINGS):
        return word in PAST_VERBS
    return word in PAST_VERBS or (word not in _NO_VERBS and _PAST_ENDING.fullmatch(word) is not None)


def is_future(word: str) -> bool:
    """Tell whether a word in lower case is a verb in the future, or announces one."""
    return word in FUTURE_VERBS or (word.endswith(_FUTURE_ENDINGS) and len(word) > 5)
