"""Measurements: speed and quality in figures, each module alone or all with `make bench`."""
