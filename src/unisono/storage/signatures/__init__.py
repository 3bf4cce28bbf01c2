"""What parties keep beside a ledger: their keys, the checkpoints that they signed, and proofs for others."""
