"""What an audit asks, in Swedish sentences: one where it can be answered, one on what is missing where it cannot."""
