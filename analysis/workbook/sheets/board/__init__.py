"""One module a page of what the board gets."""
