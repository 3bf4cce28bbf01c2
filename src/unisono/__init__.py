"""One plan, one set of facts and one meeting for the departments of a company, with the price of every decision."""

__version__ = "0.1.0"
