"""What printed numbers, heads of columns, titles and periods mean."""
