"""Checked tables → a release: CSV, Parquet, SQLite, Data Package, data set card, checksums, Datasette's metadata."""
