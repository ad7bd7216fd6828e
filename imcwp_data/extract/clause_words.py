"""Closed classes of words that decide how a clause is built, English and Spanish together, in lower case.

The two languages share few of these words and none with opposed uses in the positions that are looked at, so one set
serves both and a paragraph that mixes them.
"""

from __future__ import annotations

DETERMINERS = frozenset(
    (
        "the a an this that these those its his her their our my your some any every each all no both such many "
        "several few most more another other certain el la los las un una unos unas su sus este esta estos estas "
        "ese esa nuestro nuestra nuestros nuestras todo toda todos todas cada muchos muchas varios varias algunos "
        "algunas"
    ).split()
)
PREPOSITIONS = frozenset(
    (
        "of in to from against with for on by at between into across outside near towards toward over through "
        "without under within among amid amongst along as like about after before since during until upon behind "
        "despite beyond inside de del en al desde hacia hasta contra con para por sobre entre sin bajo ante según "
        "tras"
    ).split()
)
BE = frozenset(
    ("be is are was were been being am 're es son fue fueron era eran ser sido será serán está están estuvo").split()
)
HAVE = frozenset(("have has had having 've ha han había habían haber hemos habrá habrán").split())
DO = frozenset(["do", "does", "did"])
FUTURE = frozenset(["will", "shall", "'ll"])
DUTY = frozenset(["must", "should", "ought", "debe", "deben", "debemos"])
DOUBT = frozenset(("would could can may might cannot can't couldn't wouldn't puede pueden podría podrían").split())
NEGATION = frozenset(
    (
        "not never no n't nor neither without nunca jamás tampoco ni cannot can't don't doesn't didn't won't isn't "
        "aren't wasn't weren't hasn't haven't hadn't couldn't wouldn't"
    ).split()
)
ADVERBS = frozenset(
    (
        "also again once more hereby therefore thus likewise then now still already further furthermore moreover "
        "always often together even just ever first both so far too soon here there up only today yesterday "
        "tomorrow también además ya aún todavía ahora siempre hoy ayer así no se les le lo nos"
    ).split()
)
PRONOUNS = frozenset(("we they he she it i you nosotros nosotras ellos ellas él ella yo").split())
RELATIVES = frozenset(("who which that whose whom where que quien quienes cuyo cuya cuyos cuyas donde").split())
# What follows these relatives is a noun.
POSSESSIVES = frozenset(["whose", "cuyo", "cuya", "cuyos", "cuyas"])
SUBORDINATORS = frozenset(
    (
        "that because when while although though if whether unless until since as whereas before after how what why "
        "where cuando mientras aunque si porque como"
    ).split()
)
CONDITIONS = frozenset(["if", "whether", "unless", "si"])
CONJUNCTIONS = frozenset(["and", "or", "but", "nor", "while", "yet", "y", "e", "o", "u", "pero", "ni"])
CONNECTIVES = CONJUNCTIONS | frozenset({","})
# Words that are no verbs, whatever else they are the form of.
NO_VERBS = PREPOSITIONS | DETERMINERS | ADVERBS | CONJUNCTIONS | PRONOUNS

# Verbs that announce what the following infinitive does: their subject is its subject.
PLANNING = frozenset(
    (
        "plan intend hope offer promise pledge vow undertake prepare decide agree resolve propose aim commit expect "
        "want wish schedule set determine decidir acordar prever esperar prometer proyectar comprometer pensar"
    ).split()
)
ATTEMPTS = frozenset(("refuse decline fail cease stop seek try attempt threaten want negar tratar intentar").split())
ASPECTS = frozenset(["begin", "start", "continue", "proceed", "seguir", "continuar"])
CEASING = frozenset(["cease", "stop", "fail"])
# Verbs whose forms are nouns too: they count as verbs only after what can be their subject.
NOUN_VERBS = frozenset(
    (
        "support demand call request appeal march rally protest strike picket attack assault bomb ban fire work act "
        "plan move cut end stop start return visit talk exchange share supply ship aid help need vote veto boycott "
        "blockade embargo sanction wound murder massacre torture raid fine sentence force fight struggle campaign "
        "cost change charge claim control decline decrease delay drink drive escape estimate feature film finish gain "
        "hire hit interest land laugh load lock look match notice paint pause plant produce profit promise rank rent "
        "repair reply rest result rise risk rule sail search shift shout show sleep smile spread stem stretch swim "
        "taste test touch trade train travel trust waste watch wonder raid seal tour "
        "measure mark salute welcome praise honour honor back host rescue shelter pledge promise vow hope wish offer "
        "question answer view record report state note project release issue increase rise fall fear guard battle "
        "release parade plot block house address press fund finance free contact group meet gather mass arm "
        "petition hand present sign process load pack place put range reach sack shell shoot stage station step "
        "stand storm strip study take transfer treat walk turn write point count play name volunteer book light "
        "head order "
        "cause face stress influence attempt marcha protesta condena denuncia apoyo saludo rechazo lucha"
    ).split()
)
NEEDS = frozenset(
    (
        "time need needs necessity necessary duty responsibility task tasks importance imperative obligation essential "
        "urgent vital necesidad necesario deber tarea imprescindible urgente"
    ).split()
)
# Heads of a subject that can act, after which a form that is a noun too ("demands") is a verb.
ACTOR_NOUNS = frozenset(
    (
        "meeting session teleconference conference congress party parties group groups committee committees "
        "government governments union unions federation organisation organisations organization organizations "
        "delegation delegations delegate delegates participant participants worker workers people peoples communist "
        "communists demonstrator demonstrators protester protesters movement movements speaker speakers state "
        "states country countries statement declaration text communique communiqué resolution council parliament "
        "assembly administration regime army police women men youth students student activists members leadership "
        "association associations network signatories undersigned comrades farmers marchers strikers brigade "
        "authorities president secretary minister spokesman spokeswoman spokesperson imperialism monopolies troops "
        "forces soldiers thousands hundreds dozens millions many all who which nurses teachers doctors "
        "dockers miners sailors seafarers drivers pensioners peasants residents tenants neighbours families mothers "
        "widows veterans artists writers scientists unionists prisoners deputies councils mayors cities judges "
        "lawyers journalists soldiers refugees migrants representatives leaders supporters friends volunteers "
        "partido partidos reunión "
        "encuentro grupo comité gobierno sindicato organización organizaciones delegación delegados participantes "
        "trabajadores pueblo pueblos comunistas movimiento estado consejo central"
    ).split()
)
REPORTING = frozenset(
    (
        "say said says add added adds explain explained write wrote tell told affirm affirmed affirms state stated "
        "states note noted declare declared recall recalled remark remarked joked reply replied ask asked reads "
        "read dijo dice añadió afirmó afirma explicó señaló declaró empezó concluyó"
    ).split()
)
