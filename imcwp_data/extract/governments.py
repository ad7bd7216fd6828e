"""Governments and ministries: names that follow from a country's name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from imcwp_data.extract.party_names import country_names, spanish_country_names
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Country, Name, Vocabulary

_OF_COUNTRY = (
    "Government of {}", "government and people of {}", "people and government of {}", "Government and people of {}",
    "peoples and government of {}", "Government and the people of {}", "Administration of {}", "authorities of {}",
)  # fmt: skip
_OF_ADJECTIVE = (
    "{} Government", "{} government and people", "{} administration", "{} people and government", "{} authorities",
)  # fmt: skip
_OF_SPANISH = (
    "Gobierno de {}", "gobierno y pueblo de {}", "pueblo y gobierno de {}", "Gobierno y pueblo de {}",
    "autoridades de {}",
)  # fmt: skip
# Spanish nouns before an adjective, with the ending that the adjective has then.
_SPANISH_NOUNS = {
    "Gobierno": ("o", "e", "í", "l", "n", "s"),
    "régimen": ("o", "e", "í", "l", "n"),
    "autoridades": ("as", "es"),
}
_MINISTRIES = {
    "Ministry of Foreign Affairs": ("Foreign Ministry", "Foreign Affairs Ministry", "Ministry of Foreign Affairs"),
    "Ministry of Health": ("Health Ministry", "Ministry of Health", "Ministry of Public Health"),
    "Ministry of Defence": ("Defence Ministry", "Defense Ministry", "Ministry of Defense", "Ministry of Defence"),
    "Ministry of the Interior": ("Interior Ministry", "Ministry of the Interior"),
    "Ministry of Justice": ("Justice Ministry", "Ministry of Justice"),
    "Ministry of Education": ("Education Ministry", "Ministry of Education"),
    "Ministry of Labour": ("Labour Ministry", "Labor Ministry", "Ministry of Labour", "Ministry of Labor"),
}
# Bodies of a state that a text names by its adjective, whatever their own name: "the Moroccan army".
_FORCES = {
    "Parliament": ("{} parliament",),
    "Army": ("{} army", "{} Land Army"),
    "Armed Forces": ("{} armed forces",),
    "Police": ("{} police",),
    "Navy": ("{} navy",),
    "Coast Guard": ("{} coast guard",),
}


def government_name(country: Country) -> str:
    """Return the canonical name of a country's government."""
    return f"Government of {'the ' if country.article else ''}{country.name}"


def government_surfaces(vocabulary: Vocabulary) -> Iterator[tuple[Name, Collection[str]]]:
    """Yield governments and ministries with their generated names; one of the vocabulary keeps its own id."""
    known = {name.name: name for name in vocabulary.governments}
    for country in vocabulary.countries:
        canonical = government_name(country)
        owner = known.get(canonical) or Name(slug(canonical), canonical, "government", None, country.country_code, ())
        english = country_names(country)
        adjectives = [a for a in country.adjectives if a[:1].isupper()]
        # Acronyms of countries stand before a noun like adjectives do: "US government", "DPRK government".
        attributive = [*adjectives, *(name for name in english if not name.startswith("the "))]
        surfaces = [canonical]
        # There are tens of thousands: to replace takes less than half of what formatting does.
        surfaces += [form.replace("{}", name) for form in _OF_COUNTRY for name in english]
        surfaces += [form.replace("{}", word) for form in _OF_ADJECTIVE for word in attributive]
        surfaces += [form.replace("{}", name) for form in _OF_SPANISH for name in spanish_country_names(country)]
        surfaces += [
            f"{noun} {a}"
            for a in country.adjectives
            for noun, endings in _SPANISH_NOUNS.items()
            if a[:1].islower() and a.endswith(endings)
        ]
        yield owner, dict.fromkeys(surfaces)
        for ministry, forms in _MINISTRIES.items():
            name = f"{ministry} of {'the ' if country.article else ''}{country.name}"
            body = known.get(name) or Name(slug(name), name, "government", None, country.country_code, ())
            surfaces = []
            for form in forms:
                surfaces += [f"{word} {form}" for word in adjectives]
                surfaces += [f"{form} of {place}" for place in english[:4]]
            yield body, surfaces


def force_surfaces(vocabulary: Vocabulary) -> Iterator[tuple[Name, list[str]]]:
    """Yield parliaments, armies and police with their generated names ("Parliament of Chile", "Chilean parliament")."""
    known = {surface: name for name in vocabulary.governments for surface in (name.name, *name.other_names)}
    for country in vocabulary.countries:
        adjectives = [a for a in country.adjectives if a[:1].isupper()]
        for noun, forms in _FORCES.items():
            full = f"{noun} of {'the ' if country.article else ''}{country.name}"
            surfaces = [full, *(form.format(adjective) for form in forms for adjective in adjectives)]
            owner = next((known[form] for form in surfaces if form in known), None)
            yield owner or Name(slug(full), full, "government", None, country.country_code, ()), surfaces


def relief_surfaces(vocabulary: Vocabulary) -> Iterator[tuple[Name, tuple[str, str]]]:
    """Yield the national societies of the Red Cross and Red Crescent with their names ("Lebanese Red Cross")."""
    known = {surface for name in vocabulary.organisations for surface in (name.name, *name.other_names)}
    for country in vocabulary.countries:
        for adjective in country.adjectives:
            for society in ("Red Cross", "Red Crescent"):
                surface = f"{adjective} {society}"
                if adjective[:1].isupper() and surface not in known:
                    name = Name(slug(surface), surface, "organisation", None, country.country_code, ())
                    yield name, (surface, f"{surface} Society")


def ministry_forms() -> tuple[str, ...]:
    """Return the names of ministries as they stand without their country ("the Foreign Ministry")."""
    return tuple(form for forms in _MINISTRIES.values() for form in forms)
