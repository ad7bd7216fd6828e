"""read_spacy.py TEXTS.jsonl MODEL: names by spaCy's small model, dates by dateparser, on one core."""

import json
import sys
import time
from pathlib import Path


def main(texts: Path, model: str) -> None:
    """Read every text with both and print what each took."""
    import dateparser.search
    import spacy

    rows = [json.loads(line)["text"] for line in texts.read_text(encoding="utf-8").splitlines()]
    start = time.process_time()
    nlp = spacy.load(model)
    # What is loaded at first use belongs to the start, not to the reading.
    nlp(rows[0])
    dateparser.search.search_dates(rows[0], languages=["en"])
    ready = time.process_time()
    entities = sum(len(document.ents) for document in nlp.pipe(rows))
    named = time.process_time()
    dates = sum(len(dateparser.search.search_dates(text, languages=["en"]) or ()) for text in rows)
    done = time.process_time()
    print(
        json.dumps(
            {"start": ready - start, "spacy": named - ready, "dateparser": done - named, "entities": entities}
            | {"dates": dates, "components": nlp.pipe_names, "version": nlp.meta["version"]}
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
