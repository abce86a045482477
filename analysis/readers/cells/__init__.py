"""Tables whose cells are known: what their heads, labels and numbers are."""
