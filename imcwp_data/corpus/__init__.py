"""From the bytes of a folder of texts to documents and their paragraphs."""
