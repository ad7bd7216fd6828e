"""Who acts in a clause, against or towards whom, and for whose good."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.action_memory import Memory
from imcwp_data.extract.clause_tokens import EVERY_SIGN, PRONOUN, UNNAMED
from imcwp_data.extract.referents import ATTRIBUTIVE, SESSION, STATE, WORKING_GROUP, Cast, Entity
from imcwp_data.record import Record
from imcwp_data.text.normalise import slug

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*|\d+|[,;:()\"]|'s")
_UNNAMED = re.compile(
    r"^(?:(?:but|and|also|furthermore|moreover|at the same time)\W+)*(?:many|several|some|various|"
    r"a (?:significant )?number|other|another|others|most|nobody|no one|"
    r"people|thousands|hundreds|dozens|millions|tens|muchos|varios|algunos|numerosos|miles|cientos)\b"
)
_UNNAMED_BEGINS = (
    "but", "and", "also", "furthermore", "moreover", "at the same", "many", "several", "some", "various", "a ", "other",
    "another", "most", "nobody", "no one", "people", "thousands", "hundreds", "dozens", "millions", "tens", "muchos",
    "varios", "algunos", "numerosos", "miles", "cientos",
)  # fmt: skip
_SESSION_NOUN = re.compile(
    r"\b(?:meeting|session|teleconference|conference|participants|delegates|delegations|parties|assembly|sitting|"
    r"encuentro|reunión|conferencia|participantes|delegados|delegaciones|partidos)\b"
)
# Who sits in a session; "the parties" may be others.
_CONVENED = re.compile(
    r"\b(?:meeting|session|teleconference|participants|delegates|delegations|sitting|encuentro|participantes|"
    r"delegados|delegaciones)\b"
)
_GROUP_NOUN = re.compile(
    r"\b(?:parties|signatories|text|statement|communiqu[eé]|declaration|document|authors|partidos|firmantes|texto|comunicado)\b"
)
# "The Appeal condemns", "the second expresses": texts that a session adopted speak for it.
_TEXT_NOUN = re.compile(
    r"^\W*(?:in it |also )?(?:the|this|el|la|este|esta) (?:(?:first|second|third|fourth|final|same|joint) )?"
    r"(?:appeal|resolution|declaration|statement|text|document|communiqu[eé]|motion|plan|first|second|third|fourth|"
    r"llamamiento|resolución|declaración|texto|documento|comunicado)\W*$"
)
_PARTY_NOUN = re.compile(r"\b(?:the|our|this|his|her|their|el|nuestro|su) (?:party|partido)\b")
_GOVERNMENT_NOUN = re.compile(r"\b(?:the|our|this|el|nuestro) (?:government|administration|cabinet|gobierno)\b")
_ORGANISATION_NOUN = re.compile(
    r"^\W*(?:the|this|el|la) (union|federation|confederation|association|alliance|organi[sz]ation|front|league|network|"
    r"sindicato|federación|confederación|asociación|organización|liga|frente)\W*$"
)
_WE = re.compile(r"\b(?:we|our|us|nosotros|nuestr[oa]s?)\b")
_I = re.compile(r"\b(?:i|my|yo|mi)\b")
_THEY = re.compile(r"^\W*(?:\w+ly,? |also,? |then,? )?(?:they|it|ellos|ellas)\b")
_IT = re.compile(r"^\W*it\b")
_ITS_FORCES = re.compile(r"^\W*its (?:\w+ )?(?:police|army|troops|forces|soldiers|courts?|ministers?)\b")
_THEY_LAST = re.compile(r"\b(?:they|ellos|ellas)\W*$")
_PERSON = re.compile(r"\b(?:he|she|él|ella)\b")
# Most subjects hold none of the words that these patterns ask for.
_PRONOUN = re.compile(r"\b(?:we|our|us|i|my|he|she|its?|they|nosotros|nuestr[oa]s?|yo|mi|él|ell[ao]s?)\b")
_FIRST_PERSON = ("amos", "emos", "imos")
# How far from a quotation its speaker is looked for, in characters.
_NEAR = 600
# How far before a name the word is looked for that decides its role.
_WORDS_BACK = 60
_PRAISE = frozenset("own entire whole so-called brave heroic sister fraternal".split())
_PASSED_OVER = cw.DETERMINERS | _PRAISE
_MEMBERS = frozenset(
    (
        "members activists militants supporters delegation delegations representatives workers government "
        "leadership friends doctors nurses medics brigades soldiers troops forces authorities people peoples "
        "miembros militantes médicos"
    ).split()
)
_RULING = re.compile(r"\b(?:government|authorities|army|troops|parliament|leaders(?:hip)?|gobierno|ejército)\b")
_SPEAKING = frozenset({"party", "party_body", "organisation"})
_STATES_VOTE = re.compile(r"\b(?:states|countries|nations|members|votes|governments|países|estados)\b")
_AND = re.compile(r"\b(?:and|y|e)\b", re.IGNORECASE)
_AND_OF = re.compile(r"(?:,| and|, and) of(?: the)? ")
_TO_RELATIVE = re.compile(r"^[\s,)(-]*(?:whose|which|who|that|que|cuy[oa]s?)?\s*$", re.IGNORECASE)
_LINK = re.compile(r"^(?:\s|,|and|y|e|&|the|el|la|of|with|as well as|\(|\)|its|both)*$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|el|la|los|las) $")
_AGENT = re.compile(
    r"\b(?:by|por|(?:came|come|comes|arrived|received) from|llegó de|(?:a )?gift (?:of|from)|"
    r"at the (?:call|invitation|initiative) of|"
    r"(?:joint )?responsibility of|hosted by|on the initiative of|donated by|donación de|a iniciativa de) $",
    re.IGNORECASE,
)


class Who(Record, frozen=True):
    """Participants in one role with the characters that name them (or that stand for them)."""

    ids: tuple[str, ...]
    char_start: int = 0
    char_end: int = 0

    def without(self, participants: Sequence[str]) -> Who:
        """Return the others than some participants."""
        return Who(tuple([i for i in self.ids if i not in participants]), self.char_start, self.char_end)


NOBODY = Who(())


def all_of(chain: Sequence[Entity]) -> Who:
    """Return the participants of a list of names."""
    first = chain[0]
    if len(chain) == 1:
        return Who((first.participant_id,), first.char_start, first.char_end)
    return Who(tuple(dict.fromkeys([e.participant_id for e in chain])), first.char_start, chain[-1].char_end)


class ClauseView(Struct, gc=False):
    """A clause as characters of its paragraph (``form`` is the text in its match form, ``lower`` that in lower case).

    ``acting`` are the names in its subject, ``inside`` those that it holds, ``beyond`` those of them after its verb.
    ``signs`` are those of its sentence.
    """

    form: str
    lower: str
    position: int
    start: int
    end: int
    subject: tuple[int, int]
    after: tuple[int, int]
    relative: bool
    quoted: bool
    passive: bool
    duty: bool = False
    acting: Sequence[Entity] = ()
    inside: Sequence[Entity] = ()
    beyond: Sequence[Entity] = ()
    signs: int = EVERY_SIGN
    _lists: list[tuple[str, list[Entity]]] | None = None

    def lists(self) -> list[tuple[str, list[Entity]]]:
        """Return the names after the verb as the lists that :func:`chains` makes of them, made once."""
        lists = self._lists
        if lists is None:
            lists = self._lists = chains(self.form, self.beyond) if self.beyond else []
        return lists


def chains(form: str, entities: Sequence[Entity]) -> list[tuple[str, list[Entity]]]:
    """Return names joined by commas and "and", each list with the word that stands before it (in lower case).

    A list ends with the member after "and", so that a name after it begins another.
    """
    if not entities:
        return []
    if len(entities) == 1:
        return [(_word_before(form, entities[0].char_start), [entities[0]])]
    found: list[tuple[str, list[Entity]]] = []
    closed = True
    end = 0
    for entity in entities:
        if found and not closed:
            between = form[end : entity.char_start]
            end = max(end, entity.char_end)
            if between.strip() in {"(", "[", "(the"}:
                continue
            between = between.lstrip(" )]")
            alike = _sort(found[-1][1][0]) == _sort(entity)
            repeated = " of" not in between or (found[-1][0] == "of" and _AND_OF.fullmatch(between) is not None)
            if alike and len(between) < 40 and _LINK.match(between) and between.strip() and repeated:
                found[-1][1].append(entity)
                closed = _AND.search(between) is not None
                continue
        elif found and form[end : entity.char_start].strip() in {"(", "[", "(the"}:
            end = entity.char_end
            continue
        found.append((_word_before(form, entity.char_start), [entity]))
        closed, end = False, entity.char_end
    return found


def _sort(entity: Entity) -> str:
    """Return what a name is joined with in a list: people with people, countries with countries, bodies with bodies."""
    return entity.kind if entity.kind in {"person", STATE} else "body"


def _word_before(form: str, start: int) -> str:
    """Return the word that decides a name's role: the one before it, articles and adjectives like "the" left out."""
    # From the right, piece by piece between blanks (no word holds one): most often the first piece tells.
    before = form[start - _WORDS_BACK if start > _WORDS_BACK else 0 : start].removesuffix(" ")
    while before:
        before, _, piece = before.rpartition(" ")
        if piece.isalpha():
            word = piece.lower()
            if word not in _PASSED_OVER:
                return word
        elif piece:
            words: list[str] = _WORD.findall(piece)
            for word in map(str.lower, reversed(words)):
                if word not in _PASSED_OVER:
                    return word
    return ""


def is_unnamed(text: str) -> bool:
    """Tell whether a subject, in lower case, is of many without names ("several speakers")."""
    text = text.strip()
    return text.startswith(_UNNAMED_BEGINS) and _UNNAMED.match(text) is not None


def subject_of(view: ClauseView, cast: Cast, memory: Memory) -> Who:
    """Return who does what a clause states, from its subject: names, else what pronouns and common nouns stand for."""
    start, end = view.subject
    text = view.lower[start:end]
    acting = []
    for entity in view.acting:
        after = entity.char_end
        if entity.how not in ATTRIBUTIVE and not (entity.kind == "person" and view.form[after : after + 2] == "'s"):
            acting.append(entity)
    if acting:
        named = _named_subject(view.form, text, acting)
        if named is not None:
            return named
    elif view.relative:
        return _antecedent(view, cast)
    ids = _pronoun(text, view, cast, memory)
    if ids is not None:
        return Who(ids, start, end)
    return NOBODY


def _named_subject(form: str, text: str, entities: Sequence[Entity]) -> Who | None:
    lists = chains(form, entities)
    free = []
    for word, chain in lists:
        if word not in cw.PREPOSITIONS:
            free.append(chain)
    if free:
        chain = free[-1]
        if len(free) > 1:
            chain = next((persons for persons in free if persons[0].kind == "person"), chain)
        if len(chain) == 1:
            return all_of(chain)
        acting = [e for e in chain if e.kind == chain[0].kind or e.kind in {"party", "organisation", "government"}]
        return Who(tuple(dict.fromkeys(e.participant_id for e in acting)), chain[0].char_start, chain[-1].char_end)
    if is_unnamed(text):
        return None
    for word, chain in lists:
        rules = chain[0].kind != STATE or _RULING.search(text) is not None
        if word in {"of", "from", "de", "del"} and rules:
            return all_of(chain)
        if word == "from" and chain[0].kind == STATE and any(w in _MEMBERS for w in _WORD.findall(text)):
            return all_of(chain)
        if word in {"in", "at", "en"} and chain[0].kind == "intergovernmental" and _STATES_VOTE.search(text):
            return Who((chain[0].participant_id,), chain[0].char_start, chain[0].char_end)
    return None


def _antecedent(view: ClauseView, cast: Cast) -> Who:
    """Return the names that stand just before a relative pronoun."""
    before = cast.within(view.position, max(0, view.subject[0] - 200), view.subject[0])
    lists = chains(view.form, [e for e in before if not e.attributive])
    if not lists:
        return NOBODY
    _, chain = lists[-1]
    gap = view.form[chain[-1].char_end : view.subject[0]]
    if len(gap) > 12 or not _TO_RELATIVE.match(gap):
        return NOBODY
    return all_of(chain)


def _pronoun(text: str, view: ClauseView, cast: Cast, memory: Memory) -> tuple[str, ...] | None:
    stripped = text.strip()
    if not stripped:
        if view.form[view.start : view.after[0]].rstrip().endswith(_FIRST_PERSON):
            return speaker(view, cast, memory)
        return None
    if stripped == "we":
        return speaker(view, cast, memory)
    if view.signs & PRONOUN and _PRONOUN.search(text):
        ids = _person(text, view, cast, memory)
        if ids is not None:
            return ids
    if "part" in text and _PARTY_NOUN.search(text):
        if view.position in cast.quoted:
            return cast.quoted[view.position]
        if len(cast.issuer) == 1 and cast.kinds.get(cast.issuer[0]) == "party":
            return cast.issuer
        party = memory.acting_party or memory.party
        return (party,) if party else cast.issuer
    if memory.government and _GOVERNMENT_NOUN.search(text):
        return (memory.government,)
    noun = _ORGANISATION_NOUN.match(text)
    if noun is not None:
        called = [o for o in memory.organisations if slug(noun.group(1)) in o.split("-")]
        if called:
            return (called[-1],)
    if view.signs & UNNAMED and is_unnamed(text):
        return ()
    if cast.group and _GROUP_NOUN.search(text) and not (cast.reports_session and _TEXT_NOUN.search(text)):
        return cast.group
    if cast.session and cast.reports_session and _TEXT_NOUN.search(text):
        return (cast.session,)
    if (cast.session or cast.group) and _SESSION_NOUN.search(text):
        convened = cast.reports_session and _CONVENED.search(text) is not None
        if cast.session and (convened or (cast.issuer and cast.kinds.get(cast.issuer[0]) != "party")):
            return (cast.session,)
        return cast.group or ((cast.session,) if cast.session else ())
    return None


def _person(text: str, view: ClauseView, cast: Cast, memory: Memory) -> tuple[str, ...] | None:
    """Return whom the pronouns in a subject stand for, None where it is another noun that tells."""
    if _WE.search(text):
        return speaker(view, cast, memory)
    if (view.quoted or cast.interview is not None) and _I.search(text):
        return speaker(view, cast, memory)
    if _PERSON.search(text):
        return (memory.person,) if memory.person else (memory.actors or ())
    if _ITS_FORCES.match(text) or (memory.actors == () and _IT.match(text)):
        ruling = [
            e for e in cast.within(view.position, max(0, view.start - _NEAR), view.start) if e.kind == "government"
        ]
        if ruling:
            return (ruling[-1].participant_id,)
    if _THEY.match(text) or (("they" in text or "ell" in text) and _THEY_LAST.search(text)):
        return memory.actors if memory.actors is not None else cast.group or cast.issuer
    return None


def speaker(view: ClauseView, cast: Cast, memory: Memory) -> tuple[str, ...]:
    """Return whom "we" means: in a quotation the one quoted, else the document's issuer."""
    talk = cast.interview
    if talk is not None and view.position > talk.first_question:
        alone = _I.search(view.lower, *view.subject) is not None
        return (talk.person if alone else talk.party) or talk.party or talk.person
    if view.position in cast.quoted:
        return cast.quoted[view.position]
    if view.quoted:
        near = cast.within(view.position, max(0, view.start - _NEAR), view.end + _NEAR)
        outside = [e for e in near if e.kind == "person" and not view.start <= e.char_start < view.end]
        if outside:
            nearest = min(outside, key=lambda e: (abs(e.char_start - view.end), e.char_start))
            return (nearest.participant_id,)
        heard = tuple(v for v in memory.voice if cast.kinds.get(v) in _SPEAKING)
        return heard or cast.group or cast.issuer
    if cast.issuer or cast.personal:
        return cast.issuer
    return memory.actors or ()


def agents_of(view: ClauseView) -> Who:
    """Return who a passive or a noun says acts: "by X", "a gift of X", "at the call of X"."""
    entities = [e for e in view.beyond if e.how not in ATTRIBUTIVE]
    if not entities:
        return NOBODY
    for _, chain in chains(view.form, entities):
        lead = _ARTICLE.sub("", view.form[max(view.start, chain[0].char_start - 50) : chain[0].char_start])
        if _AGENT.search(lead):
            return all_of(chain)
    return NOBODY


def meeting_body(cast: Cast, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return who acts in a passive of a report: the session's body, else nobody."""
    if ids:
        return ids
    if cast.session in {SESSION, WORKING_GROUP}:
        return (cast.session,)
    return ()
