"""The words that state actions, looked up by any of their forms.

``vocabulary/events.csv`` says of a verb or noun which event it states, and on what that hangs: a word that must follow
(``followed_by``), or the class of the thing it is done to (``object_class``, classes in ``event_objects.csv``). Verbs
without an event are there too, so that clauses are cut at them. Event types are those of PLOVER.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import Tokeniser
from imcwp_data.extract.inflection import (
    BASE,
    FUTURE,
    GERUND,
    PARTICIPLE,
    PAST,
    SUBJUNCTIVE,
    THIRD,
    noun_forms,
    verb_forms,
)
from imcwp_data.record import Record
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Vocabulary

_FEATURES = (BASE, THIRD, PAST, PARTICIPLE, GERUND, FUTURE, SUBJUNCTIVE)
_AFTER_AUXILIARIES = frozenset({PARTICIPLE, GERUND, BASE})


class EventRule(Record, frozen=True):
    """One row of events.csv: the event of a lemma under its conditions. ``status`` is empty where the text decides."""

    lemma: str
    followed_by: tuple[str, ...]
    object_class: str
    event_type: str
    status: str


class VerbReading(Record, frozen=True):
    """What a form may be: its verb, and the features of the form."""

    lemma: str
    features: frozenset[str]


class VerbForm(Record, frozen=True):
    """What is known of a word that may be a verb, whatever stands around it.

    ``base`` to ``subjunctive`` are the verbs that it may be that form of; ``nominal`` says that it may be a noun,
    ``auxiliary`` that it is a form of "be" or "have".
    """

    readings: tuple[VerbReading, ...]
    features: frozenset[str]
    base: tuple[str, ...]
    third: tuple[str, ...]
    past: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: tuple[str, ...]
    future: tuple[str, ...]
    subjunctive: tuple[str, ...]
    nominal: bool
    auxiliary: bool


class VerbRules(Record, frozen=True):
    """The rules of one verb: all of them, those that want no word after the verb, and the first without an object too.

    ``led`` are the rules that may be met where one word stands after the verb that begins what rules want there, by
    that word; ``leads`` are all such words, ``classes`` the objects' classes. Few verbs stand beside such a word or
    object, and then most rules need no look.
    """

    every: tuple[EventRule, ...]
    unled: tuple[EventRule, ...]
    bare: EventRule | None
    leads: frozenset[str]
    led: Mapping[str, tuple[EventRule, ...]]
    classes: frozenset[str]

    @classmethod
    def of(cls, rules: Sequence[EventRule]) -> VerbRules:
        """Sort the rules of a verb."""
        leads = frozenset(rule.followed_by[0] for rule in rules if rule.followed_by)
        unled = tuple(rule for rule in rules if not rule.followed_by)
        bare = next((rule for rule in unled if not rule.object_class), None)
        led = {lead: tuple(rule for rule in rules if rule.followed_by[:1] in ((), (lead,))) for lead in sorted(leads)}
        return cls(tuple(rules), unled, bare, leads, led, frozenset(rule.object_class for rule in unled) - {""})


class LanguageWords(Record, frozen=True):
    """The words of one language: forms of verbs and nouns, their rules, and the classes of objects.

    ``forms`` holds every word that may be a verb, auxiliaries included, and none that links others; ``complements`` the
    forms of verbs that an auxiliary may go before; ``eventful`` the verbs that state an event under some condition;
    ``object_classes`` the classes of the first words of ``objects``, none where they hang on what follows. The
    ``tokeniser`` tells where words of ``forms`` and ``objects`` stand.
    """

    verbs: Mapping[str, tuple[VerbReading, ...]]
    complements: frozenset[str]
    forms: Mapping[str, VerbForm]
    verb_rules: Mapping[str, VerbRules]
    eventful: frozenset[str]
    nouns: Mapping[str, str]
    noun_rules: Mapping[str, tuple[EventRule, ...]]
    objects: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    object_classes: Mapping[str, frozenset[str]]
    tokeniser: Tokeniser

    def classes_at(self, words: Sequence[str], index: int) -> frozenset[str]:
        """Return the object classes of the longest known phrase that starts at a word."""
        following = words[index + 1] if index + 1 < len(words) else ""
        for phrase, classes in self.objects.get(words[index], ()):
            if len(phrase) == 1:
                return classes
            if phrase[1] == following and tuple(words[index : index + len(phrase)]) == phrase:
                return classes
        return frozenset()


class EventWords:
    """All languages' words, from the tables events, event_objects and irregular_verbs of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        tables = vocabulary.tables
        languages = sorted({row["language"] for row in tables["events"]})
        self._languages = {language: _language_words(tables, language) for language in languages}

    def of(self, language: str) -> LanguageWords:
        """Return the words of a language, those of English for a language without words of its own."""
        return self._languages.get(language, self._languages["en"])


def _verb_form(word: str, readings: tuple[VerbReading, ...], nouns: Mapping[str, str]) -> VerbForm:
    lemmas: dict[str, tuple[str, ...]] = dict.fromkeys(_FEATURES, ())
    features: frozenset[str] = frozenset()
    nominal = word in nouns
    for reading in readings:
        for feature in reading.features:
            lemmas[feature] += (reading.lemma,)
        features |= reading.features
        nominal = nominal or reading.lemma in cw.NOUN_VERBS
    return VerbForm(
        readings,
        features,
        lemmas[BASE],
        lemmas[THIRD],
        lemmas[PAST],
        lemmas[PARTICIPLE],
        lemmas[GERUND],
        lemmas[FUTURE],
        lemmas[SUBJUNCTIVE],
        nominal,
        word in cw.BE or word in cw.HAVE,
    )


def _language_words(tables: Mapping[str, tuple[Mapping[str, str], ...]], language: str) -> LanguageWords:
    irregular = {row["lemma"]: row for row in tables["irregular_verbs"] if row["language"] == language}
    rules: dict[str, dict[str, list[EventRule]]] = {"verb": {}, "noun": {}}
    for row in tables["events"]:
        if row["language"] == language and row["part_of_speech"] in rules:
            rule = EventRule(
                row["lemma"], tuple(row["followed_by"].split()), row["object_class"], row["event_type"], row["status"]
            )
            rules[row["part_of_speech"]].setdefault(row["lemma"], []).append(rule)
    forms: dict[str, dict[str, set[str]]] = {}
    # "be" and "have" are found as auxiliaries; made by rule their forms would be other words ("bed").
    for lemma in sorted(rules["verb"].keys() - {"be", "have"}):
        for form, features in verb_forms(lemma, language, irregular.get(lemma)).items():
            known = forms.setdefault(form, {})
            known[lemma] = known[lemma] | features if lemma in known else features
    nouns = {form: noun for noun in rules["noun"] for form in noun_forms(noun, language)}
    objects: dict[str, dict[tuple[str, ...], set[str]]] = {}
    for row in tables["event_objects"]:
        if row["language"] == language:
            for form in noun_forms(match_form(row["word"]), language):
                phrase = tuple(form.split())
                classes = {name.strip() for name in row["object_class"].split(";")}
                objects.setdefault(phrase[0], {}).setdefault(phrase, set()).update(classes)
    # Nearly all forms are of one verb.
    verbs = {
        form: tuple([VerbReading(lemma, frozenset(readings[lemma])) for lemma in sorted(readings)])
        for form, readings in forms.items()
    }
    phrases = {
        first: tuple(
            (phrase, frozenset(classes))
            for phrase, classes in sorted(known.items(), key=lambda kv: (-len(kv[0]), kv[0]))
        )
        for first, known in objects.items()
    }
    verb_forms_known = {
        word: _verb_form(word, verbs.get(word, ()), nouns)
        for word in [*verbs, *sorted((cw.BE | cw.HAVE) - verbs.keys())]
        if word not in cw.NO_VERBS
    }
    return LanguageWords(
        verbs=verbs,
        complements=frozenset(
            word
            for word, readings in verbs.items()
            for reading in readings
            if not _AFTER_AUXILIARIES.isdisjoint(reading.features)
        ),
        forms=verb_forms_known,
        verb_rules={lemma: VerbRules.of(found) for lemma, found in rules["verb"].items()},
        eventful=frozenset(lemma for lemma, found in rules["verb"].items() if any(rule.event_type for rule in found)),
        nouns=nouns,
        noun_rules={lemma: tuple(found) for lemma, found in rules["noun"].items()},
        objects=phrases,
        object_classes={
            first: known[0][1] if len(known) == 1 and len(known[0][0]) == 1 else frozenset()
            for first, known in phrases.items()
        },
        tokeniser=Tokeniser(verb_forms_known, phrases),
    )
