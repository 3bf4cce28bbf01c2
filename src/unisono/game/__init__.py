"""A simulated company, run on the engines below."""
