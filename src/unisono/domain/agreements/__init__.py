"""Agreements between two parties: what each owes the other, who decides, and what the facts say of it."""
