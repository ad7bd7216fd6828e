"""What the rules that read the facts are, in words; ``docs/reading.md`` tells the same at length."""

from __future__ import annotations

# By the name of a rule, or by its beginning with the point after it: the longest that fits is said.
_WORDS = {
    "date.": "a date, read by its form",
    "date.day": "a day, written in full",
    "date.day_range": "a range of days",
    "date.numeric": "a day, written in figures",
    "date.month": "a month",
    "date.month_range": "a range of months",
    "date.season": "a season",
    "date.year": "a year",
    "date.decade": "a decade",
    "date.century": "a century",
    "date.same_day": "a day named again by a part of its date",
    "date.relative_day": "a day reckoned from the day of the document, such as “yesterday”",
    "date.relative_week": "a week reckoned from the day of the document",
    "date.relative_month": "a month reckoned from the day of the document",
    "date.relative_year": "a year reckoned from the day of the document, such as “this year”",
    "date.weekday": "a day of the week, reckoned from the day of the document",
    "date.weekend": "a weekend, reckoned from the day of the document",
    "date.deadline": "the end of an interval whose start is open, such as “by the end of July”",
    "date.at_least": "the start of an interval whose end is open, such as “spring 2022 at the earliest”",
    "date.open_start": "the start of an interval whose end is open, such as “since 1959”",
    "date.recurring_day": "a day of every year",
    "name.": "a body, recognised by its shape: a capitalised phrase with a noun such as Union, Committee, Front",
    "name.gazetteer": "a name, or another name of it, that the vocabulary of the data set holds",
    "name.acronym_": "an acronym",
    "name.acronym_defined": "an acronym, which the document gives beside the name",
    "name.acronym_initials": "an acronym, made of the initials of a name in the document",
    "name.acronym_by_country": "an acronym that several bodies have, told apart by the country",
    "name.acronym_named_in_document": "an acronym that several bodies have; the document names this one in full",
    "name.acronym_commonest": "an acronym that several bodies have; this is the commonest",
    "name.acronym_known": "an acronym that the vocabulary of the data set holds",
    "name.account": "a name in an account of a social network",
    "name.administration": "a government, by the form of its name, such as “the X administration”",
    "name.apposed_country": "a country that stands beside the name",
    "name.coordinated": "one of several names that share a word, such as “the parties of Greece and Turkey”",
    "name.country_beside": "a country that stands beside the name",
    "name.dateline_country": "the country of the dateline",
    "name.main_country": "the country that the document is about",
    "name.credit": "a name in a credit, such as “Source: X”",
    "name.generated_government": "a government, by the form of its name, such as “Government of X”",
    "name.generated_party": "a party, by the form of its name, such as “CP of X”",
    "name.misspelled": "a known name, with a slip of spelling",
    "name.party_organ": "an organ of a party",
    "name.organ_of_party": "an organ of a party",
    "name.organ_member": "a member of an organ of a party",
    "person.": "a person, recognised by the words around the name",
    "person.caption": "a person, by a caption",
    "person.credit": "a person, by a credit such as “by X”",
    "person.given_name": "a person, by a given name",
    "person.given_name_alone": "a person, by a given name that stands alone",
    "person.headline_subject": "a person, as the subject of a headline",
    "person.role_after": "a person, by the office after the name",
    "person.role_before": "a person, by the office before the name",
    "person.title": "a person, by a title before the name",
    "person.short_name": "a person named before, by a part of the name",
    "person.speech": "a person, by a verb of speech",
    "person.speech_alone": "a person, by a verb of speech",
    "place.": "a town, by the words around its name, such as “the village of X”",
    "place.gazetteer": "a place that the vocabulary of the data set holds",
    "place.adjective": "a place, by the adjective made of its name",
    "state.": "a country that acts or is acted upon",
    "meeting.": "what the document tells of a meeting",
    "meeting.numbered": "a meeting, by its number in its series",
    "meeting.extraordinary": "a meeting, called extraordinary",
    "meeting.named": "a meeting, by the name of its series",
    "meeting.previous": "a meeting, as the one before another",
    "meeting.next": "a meeting, as the one after another",
    "meeting.definite": "a meeting of which the document spoke before (“the meeting”)",
    "meeting.other": "a meeting outside the numbered series, by the noun that names it",
    "meeting.noun": "the manner of a meeting, by the noun that names it, such as “teleconference”",
    "meeting.mode": "the manner of a meeting, by a word beside it",
    "meeting.mode_place": "the manner of a meeting: it has a place",
    "meeting.status": "the status of a meeting, by the verb that tells it",
    "meeting.status_default": "the status of a meeting that no word tells: it is mentioned",
    "meeting.date": "the days of a meeting",
    "meeting.date_line": "the days of a meeting, from a line with a date",
    "meeting.place": "the place of a meeting",
    "meeting.theme": "the theme of a meeting",
    "meeting.theme_below": "the theme of a meeting, from the line below",
    "meeting.count": "a number of parties, countries or people at a meeting",
    "meeting.host": "the host of a meeting",
    "meeting.host_at_home": "the host of a meeting: who convenes it, or is thanked for it, in its own country",
    "meeting.organiser": "the organiser of a meeting",
    "meeting.attendee": "one that takes part in a meeting",
    "meeting.contributor": "one that takes part in a meeting: the document is its contribution",
    "meeting.founder": "the founder of a series of meetings",
    "meeting.thanked": "one that is thanked for a meeting",
    "meeting.sent_message": "one that sent a message to a meeting",
    "status.reported": "an action that the document reports",
    "status.planned": "an action that is planned",
    "status.adopted": "an action that is adopted, in a resolution or a list of joint actions",
    "status.called_for": "an action that is called for",
    "status.demanded": "an action that is demanded",
    "theme.cue": "what an action is about, by a word of the clause",
    "theme.context": "what an action is about, by what stands around the clause",
    "quantity.number": "a number in the clause",
    "quantity.unit": "what the number counts",
    "joint_axis.position": "the position in a list of joint actions",
    "correction": "a correction by a curator, with a reason",
}
_FORMS = {
    "finite": "as the verb of its clause",
    "passive": "in the passive voice",
    "infinitive": "in the infinitive",
    "gerund": "in its -ing form",
    "participle": "as a participle",
    "bare": "as a verb without a subject",
    "item": "in an item of a list or in a slogan",
    "noun": "as a noun",
    "subjunctive": "in the subjunctive",
}
_ROLES = {"actors": "who acts", "targets": "whom an action is aimed at", "beneficiaries": "whom an action is to help"}


def explain_rule(rule: str) -> str:
    """Return what a rule reads, in words: ``event.demand.finite`` → "an action, by the word “demand” as the verb …".

    A rule that is not known comes back with its family's words, or as "a rule of that name".
    """
    family, _, rest = rule.partition(".")
    if family == "event":
        lemma, _, form = rest.rpartition(".")
        if not lemma:
            return "an action, by its place in a list"
        return f"an action, by the word “{lemma.replace('_', ' ')}” {_FORMS.get(form, f'in the form “{form}”')}"
    if family == "role":
        role, _, where = rest.partition(".")
        context = "from the sentences before it" if where == "context" else "named in the clause"
        return f"{_ROLES.get(role, 'who takes part in an action')}, {context}"
    fitting = [name for name in _WORDS if rule == name or (rule.startswith(name) and name[-1] in "._")]
    return _WORDS[max(fitting, key=len)] if fitting else "a rule of that name"
