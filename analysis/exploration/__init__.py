"""What a controller tries out without code: a year opened up, and what would happen if."""
