"""Which orders, when, on which line, in which campaign: accept, assign, sequence and time."""
