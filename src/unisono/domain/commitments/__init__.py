"""The commitment: work that one party asks of another, with its life cycle as a pure state machine."""
