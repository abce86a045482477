"""One module a sheet that answers what an audit asks."""
