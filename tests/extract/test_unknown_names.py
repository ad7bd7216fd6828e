"""Parties that the vocabulary does not hold, as lines to add to it."""

from __future__ import annotations

from imcwp_data.extract.unknown_names import unknown_parties
from imcwp_data.model import ParticipantCandidate
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Vocabulary


def candidate(name: str, kind: str, acronym: str | None = None, country: str | None = None) -> ParticipantCandidate:
    return ParticipantCandidate(slug(name), name, kind, acronym, country, None, None, ())


def test_only_parties_that_are_not_known_are_told_each_once_with_the_line_to_add(vocabulary: Vocabulary) -> None:
    told = unknown_parties(
        [
            candidate("Workers' Party of Ruritania", "party", "WPR"),
            candidate("Communist Party of Samoa", "party", None, "WS"),
            candidate("Communist Party of Samoa", "party", None, "WS"),
            candidate("Communist Party of Greece", "party", "KKE", "GR"),
            candidate("Union of Lamplighters", "organisation"),
        ],
        {party.participant_id for party in vocabulary.parties},
    )
    assert tuple(told.values()) == ("Communist Party of Samoa,,WS,", "Workers' Party of Ruritania,WPR,,")
