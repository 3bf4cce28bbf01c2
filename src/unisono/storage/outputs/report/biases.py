"""How an entered forecast did, in a sentence."""

from decimal import Decimal

from unisono.domain.company import Tier
from unisono.engines.forecasting.bias import NO_CHANCE, Bias
from unisono.services.forecasting import Outlook
from unisono.storage.outputs.report.figures import number, plural, share


def bias_sentence(outlook: Outlook, tier: Tier) -> str:
    """Return by how much the entered forecast of a tier was off, whether that is chance, and what is done about it.

    Args:
        outlook: what is expected; it has a bias of this tier.
        tier: the tier.
    """
    bias, correction = outlook.biases[tier], outlook.corrections.get(tier)
    head = f"Sales' forecast for {tier.value} was {_off(bias)} over {plural(bias.weeks, 'week')}"
    signal = f"tracking signal {number(Decimal(bias.tracking_signal), 1)}"
    if bias.is_chance:
        return f"{head}, which may be chance ({signal})."
    if correction is None:
        return f"{head}, more than chance ({signal}, chance ends at {NO_CHANCE:.0f}); it is used as entered."
    return f"{head}, more than chance ({signal}, chance ends at {NO_CHANCE:.0f}); it is multiplied by {correction:.2f}."


def _off(bias: Bias) -> str:
    if bias.share is None:
        return "for goods of which nothing was sold"
    percent = share(round(Decimal(abs(bias.share)), 2))
    return f"{percent} too {'high' if bias.share > 0 else 'low'}"


def compared_sentence(bias: Bias) -> str:
    """Return whose forecast erred least over the weeks in which all could be compared, or nothing where there are none.

    Args:
        bias: in hours of work.
    """
    errors = {
        "Sales": bias.entered_error,
        "the forecast from past sales": bias.computed_error,
        "repeating the last week": bias.naive_error,
    }
    known = {name: error for name, error in errors.items() if error is not None}
    if not known:
        return ""
    told = ", ".join(f"{name} by {number(Decimal(error), 1)} h" for name, error in known.items())
    return f"In {plural(bias.compared, 'week')} that can be compared they erred a week: {told}."
