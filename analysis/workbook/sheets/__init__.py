"""One module a sheet, or a kind of sheet, of the board's workbook."""
