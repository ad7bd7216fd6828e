"""Closed classes of words by which the shape of a body's name is read. All are in lower case."""

from __future__ import annotations

from collections.abc import Mapping

JOINERS = frozenset({"and", "&", "y", "e"})
OF = frozenset("of for de del para against contra por du des do da dos das pour della dei degli del di der für".split())
# What stands between an organ and whose it is.
GENITIVES = frozenset("of de del du des do da dos das di della dei der".split())
# Bodies that are "on" something: "Commission on Human Rights".
ON_SOMETHING = frozenset(
    "commission committee council court centre center institute office board campaign group".split()
)
WITH = frozenset({"in", "with", "con", "en", "to"})
POSSESSORS = frozenset("people peoples women men children nation world youth farmers workers".split())
# Small words that may stand between the capitals of a name and the noun ("Harwich district committee").
MODIFIERS = frozenset(
    (
        "district regional provincial city local central national municipal town branch solidarity trade labour "
        "labor youth student students women's friendship peace football brass technology technical research news "
        "human rights party workers farmers neighbourhood neighborhood village cultural theatre choral"
    ).split()
)
BODY_NOUNS = frozenset(
    (
        "committee section branch department commission bureau secretariat youth group office delegation "
        "organisation organization wing organ federation presidium presidency politburo leadership council cell "
        "comité sección comisión secretaría departamento buró federación juventud"
    ).split()
)
PUBLIC_MODIFIERS = frozenset(("district city town municipal county village regional provincial parish borough").split())
# Institutions that are named together: "the Marx and Engels High Schools".
PLURALS = {
    "schools": "school",
    "colleges": "college",
    "universities": "university",
    "hospitals": "hospital",
    "brigades": "brigade",
}
# Who belongs to an organ: "the Central Committee member Ana Brandt" speaks of her, not of the committee.
MEMBERS = frozenset(
    "member members secretary chairman chairwoman chair chairperson president spokesperson spokesman candidate".split()
)
UNNAMED_GROUPS = frozenset(
    (
        "organisations organizations groups movements associations committees activists campaigns campaigners "
        "supporters networks"
    ).split()
)
ABROAD = frozenset(["embassy", "consulate", "embajada", "consulado", "mission"])
# What goes on the name of a body after its noun: "National Police Service", "Students' Union Federation".
EXTENDING = frozenset(
    (
        "service force forces guard guards corps command authority agency office department directorate union "
        "federation association council committee unit fund syndicate commission network group center centre congress"
    ).split()
)
# Bodies of a place: "the city council of Turku", "el ayuntamiento de Cádiz".
LOCAL_BODIES = frozenset(
    "council municipality ayuntamiento alcaldía diputación prefecture municipal intendencia".split()
)
# A name in small letters before or after one of these is that of a body: "the organisation Ploughs for Peace".
KIND_WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "organisation organization group movement network campaign coalition company ngo union federation "
            "association collective project foundation club charity alliance initiative firm manufacturer "
            "cooperative choir orchestra organización organizacion asociación movimiento colectivo sindicato "
            "empresa"
        ).split(),
        "organisation",
    ),
    **dict.fromkeys(
        "newspaper magazine journal website paper daily weekly blog broadcaster periódico diario".split(), "outlet"
    ),
    "party": "party",
    "partido": "party",
}
GENERIC = frozenset(["government", "administration", "regime", "gobierno"])
