"""One module a page: from a request to what the page tells."""
