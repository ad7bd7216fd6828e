"""A generated corpus: texts of parties, unions and newspapers in any number, each with the facts that it states.

The grammars (``grammar/*.toml``) are written in plain English, not towards what the package can read; names of parties,
organisations, places and meetings are those of the package's vocabularies, all that they do here is invented.
"""
