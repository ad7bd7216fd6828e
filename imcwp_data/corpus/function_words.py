"""Small words of several languages that tell how a line is built or who speaks in it."""

from __future__ import annotations

from collections.abc import Collection


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A line that ends in one of these runs on into the list or block below it.
UNFINISHED = _words(
    """to that and or for of by the a an with from in on which who que de por para a y e o los las del con en"""
)
# Finite verbs: a line with one is a sentence, though its stop be missing.
FINITE_VERBS = _words(
    """is are was were has have had will would can could must should does did says said calls es son fue fueron ha han
    será está están"""
)
AUXILIARIES = _words("is are was were has have had will would can must es son fue ha han")
RELATIVES = _words("where who which that whose while as donde que quien mientras")
# What a picture's people are doing, or where they stand.
PLACINGS = _words(
    """outside during near beside behind along carrying holding waving marching waiting wearing standing seated
    speaking addressing addresses speaks greets greeting attends attending shakes pose posing poses durante junto
    frente portando"""
)
# First words of lines that claim or ask, as headings do and captions do not.
CLAIMING = _words(
    """we our i my you your they it he she no not nobody nothing never why how what when who nosotros nuestro nuestra
    nadie nada nunca por qué cómo cuándo"""
)
# Words that headline capitals leave small.
MINOR = _words(
    """a an the of and or to in on for at by with from as but nor vs de del la el los las y e o u en por para con"""
)
NAME_PARTICLES = _words(
    """de del da do dos das di du van von der den ter bin ibn al el la le y e and und et i with con mit to & jr sr st"""
)
# Particles with which a name begins where they have a capital.
OPENING_PARTICLES = _words("le van von de da di du al ben ibn den ter")
# Capitalised first words that no name of a person has.
NO_NAME = _words("in the for en el los las die der les our un una")
PLURAL_SPEAKERS = _words(
    """we our ours nosotros nuestro nuestra nuestros nuestras nos nós nosso nossa nous notre wir unser unsere noi
    nostro nostra nostri nostre biz bizim"""
)
# Words that end like the first person of Spanish and Portuguese verbs and are none.
_NO_VERB = _words(
    """extremos supremos reclamos próximos últimos mínimos máximos legítimos anónimos marítimos préstamos"""
)
_SHORTEST_VERB = 7
# All of four letters.
_FIRST_PERSON = frozenset(["amos", "emos", "imos", "iamo"])
SINGLE_SPEAKERS = _words("i my me mine yo mi mí je mon ma ich mein meine")
# The pronouns with which a text speaks of itself as the one who says something.
SPEAKERS = _words("we i nosotros nosotras yo nous je wir ich noi io nós eu biz ben")
# The verbs with which the clauses of a resolution begin.
RESOLVING = _words(
    """condemn condemns demand demands reject rejects denounce denounces call calls urge urges salute salutes reaffirm
    reaffirms reiterate reiterates affirm affirms declare declares resolve resolves express expresses thank thanks
    support supports decide decides commit commits pledge pledges welcome welcomes deplore deplores warn warns
    oppose opposes invite invites request requests appeal appeals ask asks stand stands will shall undertake
    undertakes agree agrees adopt adopts greet greets hail hails congratulate congratulates protest protests propose
    proposes insist insists emphasise emphasises emphasize emphasizes underline underlines stress stresses note
    notes recall recalls recognise recognises recognize recognizes repudiate repudiates extend extends convey
    conveys instruct instructs condena condenan condenamos exige exigen exigimos rechaza rechazan rechazamos
    denuncia denuncian denunciamos llama llaman llamamos saluda saludan saludamos reafirma reafirman reafirmamos
    expresa expresan expresamos apoya apoyan apoyamos agradece agradecen agradecemos reclama reclaman reclamamos
    condemning demanding rejecting denouncing calling urging saluting expressing welcoming deploring stressing
    emphasising emphasizing underlining taking observing thanking supporting convoca convocan acuerda acuerdan
    decide deciden declara declaran insta instan que that condenam exigem rejeitam saúdam denunciam apelam"""
)
# The words with which its grounds begin.
REASONING = _words(
    """considering recalling recognising recognizing noting reaffirming affirming bearing whereas having aware
    convinced concerned alarmed mindful conscious reiterating considerando recordando reconociendo teniendo
    reafirmando constatando visto vista preocupados conscientes convencidos lembrando considérant rappelant
    reconnaissant vu"""
)
# Words before the colon above a list of demands or decisions.
DEMANDING = _words(
    """demand demands demanded demanding want wants wanted call calls called propose proposes proposed proposals points
    measures axes tasks steps decisions following agreed decided request requests requested ask asks asked exigimos
    exige exigen exigieron demandas reclamamos reclama reclaman pedimos proponemos propuestas medidas puntos
    siguientes acordó acordaron exigem exigimos reivindica reivindicações fordern fordert forderungen exigeons exige
    demandons revendications chiediamo chiede chiedono rivendicazioni istiyoruz talep taleplerimiz"""
)
# Verbs that tell who somebody is: "Ana Ruiz is a nurse".
INTRODUCING = _words("is was writes teaches works lives es era escribe trabaja vive é escreve ist schreibt lebt est è")
# Verbs behind the name of somebody who comments on a page.
COMMENTING = _words("says said wrote writes comments dice dijo escribió diz disse sagt schreibt dit écrit scrive")


def says_we(words: Collection[str]) -> bool:
    """Whether a line speaks as "we", by its pronouns or, where these are left out, by its verbs ("exigimos")."""
    if not PLURAL_SPEAKERS.isdisjoint(words):
        return True
    # Few lines have a word with one of the endings of the first person.
    line = " ".join(words) + " "
    if not ("mos " in line or "iamo " in line):
        return False
    verbs = [word for word in words if word[-4:] in _FIRST_PERSON and len(word) >= _SHORTEST_VERB]
    return not _NO_VERB.issuperset(verbs)
