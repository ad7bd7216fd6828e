"""Parties that a text names and the vocabulary does not hold, as lines that a curator can add to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from imcwp_data.model import ParticipantCandidate
from imcwp_data.vocabulary import Vocabulary


def unknown_parties(participants: Iterable[ParticipantCandidate], vocabulary: Vocabulary) -> dict[str, str]:
    """Return a line of ``parties.csv`` for each party that the vocabulary does not hold, by participant id.

    The line has the columns name, acronym, country_code and other_names, filled as far as the texts tell.
    """
    parties = [party for party in participants if party.kind == "party"]
    if not parties:
        return {}
    known = {party.participant_id for party in vocabulary.parties}
    lines: dict[str, str] = {}
    for party in parties:
        if party.participant_id not in known:
            line = io.StringIO()
            csv.writer(line, lineterminator="").writerow(
                [party.name, party.acronym or "", party.country_code or "", ""]
            )
            lines.setdefault(party.participant_id, line.getvalue())
    return {key: lines[key] for key in sorted(lines)}
