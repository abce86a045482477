"""Any usual file of a report to tables whose numbers arithmetic has decided."""
