"""Closed classes of words by which the use of a place's name is told. All are in lower case but for acronyms."""

from __future__ import annotations

AREA_NOUNS = frozenset(
    (
        "region regions area province district peninsula coast islands island archipelago basin valley border "
        "borders state province provinces capital city outskirts strip región provincia zona"
    ).split()
)
LISTERS = frozenset({"and", "or", "y", "o", "e", "&", "nor", "ni", "to"})
# Nouns after which a clause may follow without "that": "the day Israel attacked".
OPENING_CLAUSES = frozenset(
    ("day time moment year month week years months weeks days decades ago way reason fact extent claim").split()
)
BESIDE_PLACES = frozenset(
    "both occupied neighbouring neighboring northern southern eastern western central ambas ambos".split()
)
STATES_OF_BEING = frozenset("standing lying suffering facing going living being having".split())
HAVING = frozenset("has have had ha han había tiene tienen".split())
PASSING = frozenset(
    "passed pass passes passing went go going sailed flew stopped lies lie close near stand stood".split()
)
CAUSING = frozenset("let make see help lets makes sees".split())
PLACE_PREPOSITIONS = frozenset(
    ("in at from near outside across throughout within around inside en desde to into de of").split()
)
PLACE_SUBJECT_VERBS = frozenset(
    (
        "hosted hosts host hosting receiving welcome received receives receive welcomed welcomes saw sees lies lay "
        "became becomes"
    ).split()
)
BASE_VERBS = frozenset(
    ("leave set stop end lift withdraw free release return give allow recognise recognize respect comply cease").split()
)
# Words in capitals that do before a noun what an adjective does.
ADJECTIVAL = frozenset({"US", "U.S.", "UK", "U.K.", "DPRK"})
NOUNS_AFTER_COUNTRY = frozenset(
    (
        "solidarity blockade embargo policy policies petition statement brigade brigades conflict relations war "
        "campaign friendship embassy consulate imperialism government administration officials troops forces bases "
        "army military sanctions aid siege regime authorities delegation"
    ).split()
)
# Verbs in the past tense, or in Spanish, that no ending shows.
IRREGULAR_VERBS = frozenset(
    (
        "stood took gave sent said told held went came led won lost put set kept made began broke built fought "
        "spoke wrote drew threw knew grew chose rose fell met paid sold spent taught thought found felt left meant "
        "saw withdrew exige pide rechaza condena denuncia firma apoya envía quiere mantiene sigue continúa puede "
        "debe tiene paga manda"
    ).split()
)
