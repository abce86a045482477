"""Every figure with its unit, its doubt and its source; formulas, claims, and which years compare."""
