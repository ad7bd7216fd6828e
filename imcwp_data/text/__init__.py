"""What both reading a page and reading facts stand on: normal forms, sentences, lexicons and the date grammar."""
