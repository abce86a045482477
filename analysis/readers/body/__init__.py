"""Tables whose cells were lost: the figures say what the columns are, the words only name them."""
