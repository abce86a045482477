"""A deviation or a change to effects that sum to it exactly."""
