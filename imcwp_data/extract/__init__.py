"""Facts read in the paragraphs of one document, each with its characters: candidates, never merged."""
