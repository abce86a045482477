"""Text, Excel, Word and web pages to lines with cells parted by tabs."""
