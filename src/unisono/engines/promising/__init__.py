"""A date or a price for one order, against a published plan."""
