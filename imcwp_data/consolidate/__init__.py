"""From what single documents tell to tables: a reduction by key that keeps every rival statement as evidence."""
