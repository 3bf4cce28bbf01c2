"""What each customer is worth after cost-to-serve, and its tier; `docs/methods/segmenting.md` says how."""
