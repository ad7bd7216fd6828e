"""Parties that a text names and the vocabulary does not hold, as lines that a curator can add to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable

from imcwp_data.model import ParticipantCandidate


def unknown_parties(participants: Iterable[ParticipantCandidate], known: Container[str]) -> dict[str, str]:
    """Return a line of ``parties.csv`` for each party whose id is not among the known ones, by participant id.

    The line has the columns name, acronym, country_code and other_names, filled as far as the texts tell.
    """
    lines: dict[str, str] = {}
    for party in participants:
        if party.kind == "party" and party.participant_id not in known:
            line = io.StringIO()
            csv.writer(line, lineterminator="").writerow(
                [party.name, party.acronym or "", party.country_code or "", ""]
            )
            lines.setdefault(party.participant_id, line.getvalue())
    return {key: lines[key] for key in sorted(lines)}
