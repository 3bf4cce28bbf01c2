"""Fair shares: which party had which part in a late or short delivery."""
