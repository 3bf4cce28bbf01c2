"""How many hours of a bottleneck are kept for better tiers; `docs/methods/allocating.md` says how."""
