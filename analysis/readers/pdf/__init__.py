"""A PDF's characters and where they stand to lines with cells parted by tabs."""
