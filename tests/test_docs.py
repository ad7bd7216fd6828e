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


def test_every_list_and_field_of_an_answer_key_is_explained(root):
    from imcwp_data.evaluation.key_format import KEY_LISTS

    text = (root / "docs" / "answer-keys.md").read_text(encoding="utf-8")
    rows = {
        line.split("|")[1].strip(" `"): set(re.findall(r"`([a-z_]+)`", line.split("|")[3]))
        for line in text.splitlines()
        if line.startswith("| `")
    }
    assert rows == {name: {field.name for field in fields} for name, fields in KEY_LISTS.items()}
