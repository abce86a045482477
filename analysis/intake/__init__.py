"""A new report: inspected, registered all or nothing, corrected by hand."""
