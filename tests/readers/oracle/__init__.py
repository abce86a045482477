"""Random tables whose print is known cell by cell, and a strict judge of what the readers make of them."""
