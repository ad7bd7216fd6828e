"""Governments, ministries and administrations: names that follow from a country's name or from a leader's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from imcwp_data.extract.party_names import country_names, spanish_country_names
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS, OPENERS
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Country, Name, Vocabulary

_OF_COUNTRY = (
    "Government of {}", "government and people of {}", "people and government of {}", "Government and people of {}",
    "peoples and government of {}", "Government and the people of {}", "Administration of {}",
)  # fmt: skip
_OF_ADJECTIVE = ("{} Government", "{} government and people", "{} administration", "{} people and government")
_OF_SPANISH = ("Gobierno de {}", "gobierno y pueblo de {}", "pueblo y gobierno de {}", "Gobierno y pueblo de {}")
_MINISTRIES = {
    "Ministry of Foreign Affairs": ("Foreign Ministry", "Foreign Affairs Ministry", "Ministry of Foreign Affairs"),
    "Ministry of Health": ("Health Ministry", "Ministry of Health", "Ministry of Public Health"),
    "Ministry of Defence": ("Defence Ministry", "Defense Ministry", "Ministry of Defense", "Ministry of Defence"),
    "Ministry of the Interior": ("Interior Ministry", "Ministry of the Interior"),
    "Ministry of Justice": ("Justice Ministry", "Ministry of Justice"),
    "Ministry of Education": ("Education Ministry", "Ministry of Education"),
    "Ministry of Labour": ("Labour Ministry", "Labor Ministry", "Ministry of Labour", "Ministry of Labor"),
}
_RULE_WORD = re.compile(
    r"administration|regime|government|presidency|cabinet|Administration|Regime|Government|Presidency"
)


def government_name(country: Country) -> str:
    """Return the canonical name of a country's government."""
    return f"Government of {'the ' if country.article else ''}{country.name}"


def government_surfaces(vocabulary: Vocabulary) -> Iterator[tuple[str, Name]]:
    """Yield the generated names of governments and ministries; a government of the vocabulary keeps its own id."""
    known = {name.name: name for name in vocabulary.governments}
    for country in vocabulary.countries:
        canonical = government_name(country)
        owner = known.get(canonical) or Name(slug(canonical), canonical, "government", None, country.country_code, ())
        english = country_names(country)
        adjectives = [a for a in country.adjectives if a[:1].isupper()]
        # Acronyms of countries stand before a noun like adjectives do: "US government", "DPRK government".
        attributive = [*adjectives, *(name for name in english if not name.startswith("the "))]
        surfaces = [canonical]
        surfaces += [form.format(name) for form in _OF_COUNTRY for name in english]
        surfaces += [form.format(word) for form in _OF_ADJECTIVE for word in attributive]
        surfaces += [form.format(name) for form in _OF_SPANISH for name in spanish_country_names(country)]
        surfaces += [f"{head} {a}" for a in country.adjectives for head in ("Gobierno", "gobierno") if a[:1].islower()]
        for surface in dict.fromkeys(surfaces):
            yield surface, owner
        for ministry, forms in _MINISTRIES.items():
            name = f"{ministry} of {'the ' if country.article else ''}{country.name}"
            body = known.get(name) or Name(slug(name), name, "government", None, country.country_code, ())
            for form in forms:
                for surface in (
                    *(f"{word} {form}" for word in adjectives),
                    *(f"{form} of {place}" for place in english[:4]),
                ):
                    yield surface, body


def ministry_forms() -> tuple[str, ...]:
    """Return the names of ministries as they stand without their country ("the Foreign Ministry")."""
    return tuple(form for forms in _MINISTRIES.values() for form in forms)


def administrations(
    tokens: Tokens, covered: bytearray, not_leaders: frozenset[str], is_person: Callable[[str], bool]
) -> Iterator[tuple[int, int, Name]]:
    """Yield (first word, last word, name) of governments under a leader's name: "the Ronald Reagan administration".

    ``not_leaders`` are capitalised words that cannot be a leader's (adjectives of countries, places, organisations);
    of several words the first must be a person's (``is_person``), else they are a body's name ("Food and Drug
    Administration").
    """
    for match in _RULE_WORD.finditer(tokens.text):
        index = tokens.at(match.start())
        if index == 0 or index >= len(tokens) or tokens.starts[index] != match.start() or covered[match.start()]:
            continue
        first = index
        while first > 0 and index - first < 3 and tokens.gap(first) == " " and _leader(tokens, first - 1, not_leaders):
            first -= 1
        if first == index or (index - first > 1 and not is_person(tokens.words[first])):
            continue
        if first > 0 and tokens.lower[first - 1] in ("and", "&", "of") and tokens.capitalised(index):
            continue
        surname = tokens.words[index - 1]
        name = f"{surname} administration"
        yield first, index, Name(slug(name), name, "government", None, None, ())


def _leader(tokens: Tokens, index: int, not_leaders: frozenset[str]) -> bool:
    word = tokens.words[index]
    if not tokens.capitalised(index) or len(word) < 3 or tokens.lower[index] in FUNCTION_WORDS or word in not_leaders:
        return False
    return not (tokens.begins_sentence(index) and tokens.lower[index] in OPENERS)
