"""Closed classes of English and Spanish words that decide how a name is used. All are in lower case."""

from __future__ import annotations

ARTICLES = frozenset("the a an el la los las un una".split())
DETERMINERS = ARTICLES | frozenset(
    (
        "this that these those its his her their our my your some any every each all no both such other another "
        "many several few most more su sus este esta estos estas ese esa nuestro nuestra todos todas cada"
    ).split()
)
PREPOSITIONS = frozenset(
    (
        "of in to from against with for on by at between into across outside near than towards toward over through "
        "throughout within without around about beyond inside among amongst along under until via behind off upon "
        "like including per versus unlike except despite during since after before regarding concerning de del en a "
        "al desde hacia hasta contra con para por sobre entre sin bajo ante según tras"
    ).split()
)
LOCATIVES = frozenset("in near outside from at en desde around".split())
CONJUNCTIONS = frozenset(
    (
        "and or but nor as if whether while when where because although though that which who whom whose what how "
        "why so yet once unless whereas y e o u pero ni que si cuando donde como porque aunque quien cuyo cuya"
    ).split()
)
PRONOUNS = frozenset(
    ("he she it they we i you him them us me itself himself herself themselves there here él ella ellos").split()
)
AUXILIARIES = frozenset(
    (
        "has have had does do did will would can could may might must shall should cannot won't doesn't didn't "
        "hasn't can't ha han había debe puede podrá"
    ).split()
)
COPULAS = frozenset(("is are was were be been being isn't wasn't es son era fue fueron será ser está están").split())
ADVERBS = frozenset(
    (
        "today yesterday tomorrow now still also again then never always already once soon not too only even just "
        "later likewise recently currently historically ever together alone first finally therefore thus itself "
        "instead militarily economically hoy ayer mañana ya también nunca siempre no aún todavía ahora así ni solo "
        "sólo"
    ).split()
)
DEGREES = frozenset(["as", "than", "more", "less", "very"])
FUNCTION_WORDS = (
    DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | COPULAS | ADVERBS | DEGREES
    | frozenset("se lo le les nos up down out away back due vs et al etc".split())
)  # fmt: skip

# Languages that write all nouns with a capital, so that a capital makes no name.
NOUNS_IN_CAPITALS = frozenset({"de", "lb"})

# What begins a sentence with a capital without being part of a name.
OPENERS = FUNCTION_WORDS | frozenset(
    (
        "dear photo image source src by date published related read share last next other others mr mrs ms dr sr "
        "sra comrade comrades compañero compañera camarada foto fuente imagen according following asked among ahead "
        "help similar success resuming recent young working people women men workers parties countries peoples "
        "delegates yes oh ah long live viva vivan thousands hundreds millions thank thanks greetings video watch "
        "listen print let's let nineteen one two three four five six seven eight nine ten eleven twelve"
    ).split()
)
NAME_PARTICLES = frozenset(
    ("de del la las los da das do dos van von der den di du el al bin ibn ben y e le ter").split()
)
SPEECH_VERBS = frozenset(
    (
        "said says say told tells added adds explained explains stressed stresses stated states wrote writes noted "
        "notes declared declares recalled recalls affirmed affirms denounced denounces emphasized emphasised "
        "emphasizes replied replies announced announces remarked remarks warned warns insisted insists concluded "
        "concludes argued argues pointed spoke speaks thanked thanks asked asks commented observed highlighted "
        "underlined reported claims claimed joked recounted testified tweeted addressed greeted opened volunteered "
        "rejects rejected dijo afirmó declaró señaló explicó añadió agregó subrayó destacó denunció recordó indicó "
        "expresó manifestó intervino escribió aseguró sostuvo advirtió concluyó saludó agradeció respondió"
    ).split()
)
ADDRESSING_VERBS = frozenset(
    (
        "asked ask asks urge urges urged tell told tells call calls called demand demands demanded warn warned "
        "warns request requested requests accuse accuses accused blame blames blamed invite invited thank thanks "
        "thanked exigió exige exigimos pidió pide pedimos instó insta"
    ).split()
)
MONTHS_AND_DAYS = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday enero febrero marzo "
        "abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes "
        "sábado domingo spring summer autumn winter easter christmas ramadan"
    ).split()
)
