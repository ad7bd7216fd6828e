"""The codebook: a page for each table of a release, a first page by questions, and a diagram of all tables."""
