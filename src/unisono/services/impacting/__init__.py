"""The impact map: from a name to everything downstream of it, and whom to consult."""
