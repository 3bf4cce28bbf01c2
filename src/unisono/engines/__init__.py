"""Pure functions from a problem to a solution."""
