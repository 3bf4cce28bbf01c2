"""Draft what a log means as facts, from the names of its columns and from what stands in them."""

from unisono.services.guessing.guessing import Guess, guess_mapping

__all__ = ["Guess", "guess_mapping"]
