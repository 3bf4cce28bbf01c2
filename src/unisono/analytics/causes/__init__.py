"""Causes of late and short deliveries: what went wrong at which stage, how often, and whether a prevention helped."""
