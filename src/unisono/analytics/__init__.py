"""Figures from plans and facts: pure functions."""
