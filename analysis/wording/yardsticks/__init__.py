"""What a year is held against besides its budget, in Swedish sentences."""
