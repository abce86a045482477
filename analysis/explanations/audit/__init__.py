"""What an audit asks beside why the budget was missed: how it came about, what is to balance it, mix, unit costs."""
