"""What the documentation says of the rules is true of the release."""

from __future__ import annotations

import re
import sqlite3


def test_every_rule_of_the_release_is_explained(root, release):
    text = (root / "docs" / "reading.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-zA-Z_.*]+)`", text.split("## When documents disagree")[0])
    patterns = [re.escape(name).replace(r"\*", ".*").replace("LEMMA", ".+").replace("FORM", ".+") for name in named]
    families = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    connection = sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)
    rules = {
        rule
        for table in ("mentions", "place_mentions", "dates", "evidence")
        for (rule,) in connection.execute(f"select distinct rule from {table}")
    }
    assert rules
    assert sorted(rule for rule in rules if not families.fullmatch(rule)) == []
