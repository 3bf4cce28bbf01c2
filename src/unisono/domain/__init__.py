"""The words of the company as immutable values; standard library only."""
