"""What slots hold, and what more of them would be worth; `docs/methods/allocating.md` says how hours are kept."""

from unisono.services.slots.proposing import review_slots

__all__ = ["review_slots"]
