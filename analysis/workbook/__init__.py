"""The board's workbook: cells, sheets, native charts, written in one go."""
