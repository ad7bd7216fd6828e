"""What was read in a passage, and why a table holds a value: a release told to a person at a terminal."""
