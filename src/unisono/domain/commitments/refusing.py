"""Why a command comes to nothing, where several commands come to nothing for the same reason."""

from decimal import Decimal

from unisono.domain.commitments.commands import Refusal
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Act

Decision = tuple[Act, ...] | Refusal
"""What comes of a command: acts in their order, or why it comes to nothing."""


def not_a_quantity(quantity: Decimal | None) -> Refusal | None:
    """Return the refusal of a quantity that is nothing or less; None where it is one, or none was named."""
    if quantity is None or quantity > 0:
        return None
    return Refusal(code="no-quantity", message=f"A quantity is more than 0, and {quantity} is not.")


def no_reason(reason: str, what: str) -> Refusal | None:
    """Return the refusal of what needs a reason and has none; `what` begins the sentence."""
    if reason.strip():
        return None
    return Refusal(code="no-reason", message=f"{what} needs a reason, so that the other side can understand it.")


def counted_though_uncounted(state: Commitment, quantity: Decimal | None) -> Refusal | None:
    """Return the refusal of a quantity for work that has none."""
    if quantity is None or state.terms.quantity is not None:
        return None
    return Refusal(code="not-counted", message=f"{state.id} was asked for without a quantity: it is done or not done.")
