"""Words with places to tables: which stand in columns, what heads them, and what is one row."""
