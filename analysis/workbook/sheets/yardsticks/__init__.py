"""One module a sheet of what the year is held against besides its budget."""
