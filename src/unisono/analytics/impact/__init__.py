"""The impact map: whom it hits when something slips, stops or changes."""
