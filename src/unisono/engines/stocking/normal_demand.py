"""Normal demand: what runs short, safety stock, reorder points and fill rates.

Symbols as in Snyder & Shen, Fundamentals of Supply Chain Theory: D demand a day, sigma_D its standard deviation, L days
of supply, sigma_L their standard deviation, phi and Phi the standard normal density and distribution.
"""

from math import exp, pi, sqrt

from scipy.special import ndtr, ndtri


def density(k: float) -> float:
    """Return phi(k), the standard normal density."""
    return exp(-k * k / 2) / sqrt(2 * pi)


def loss(k: float) -> float:
    """Return G(k) = phi(k) - k (1 - Phi(k)), the expected excess of a standard normal variable over k.

    >>> round(loss(0), 6), round(loss(1), 6)
    (0.398942, 0.083315)
    """
    return max(0.0, density(k) - k * float(ndtr(-k)))


def second_loss(k: float) -> float:
    """Return the integral of G from k on: ((k^2 + 1) (1 - Phi(k)) - k phi(k)) / 2.

    >>> round(second_loss(0), 6)
    0.25
    """
    return max(0.0, ((k * k + 1) * float(ndtr(-k)) - k * density(k)) / 2)


def factor(service_level: float) -> float:
    """Return z, the standard deviations of safety that a service level asks for.

    Args:
        service_level: share of the cycles in which nothing runs out, above 0 and below 1.

    >>> round(factor(0.95), 6)
    1.644854
    """
    return float(ndtri(service_level))


def spread_over(days: float, *, demand: float, spread: float, days_spread: float = 0.0) -> float:
    """Return the standard deviation of demand over days that vary: sqrt(L sigma_D^2 + D^2 sigma_L^2).

    Args:
        days: L, at least 0.
        demand: D, units a day.
        spread: sigma_D, units a day.
        days_spread: sigma_L, days.

    >>> spread_over(4, demand=10, spread=2, days_spread=0.3)
    5.0
    """
    return sqrt(days * spread * spread + demand * demand * days_spread * days_spread)


def safety_stock(service_level: float, *, days: float, demand: float, spread: float, days_spread: float = 0.0) -> float:
    """Return z sqrt(L sigma_D^2 + D^2 sigma_L^2), units, never less than 0; arguments as above.

    >>> round(safety_stock(0.95, days=4, demand=10, spread=2, days_spread=0.3), 4)
    8.2243
    """
    return max(0.0, factor(service_level)) * spread_over(days, demand=demand, spread=spread, days_spread=days_spread)


def reorder_point(
    service_level: float, *, days: float, demand: float, spread: float, days_spread: float = 0.0
) -> float:
    """Return D L + safety stock, the stock at which more must be ordered; arguments as above.

    >>> round(reorder_point(0.95, days=4, demand=10, spread=2, days_spread=0.3), 4)
    48.2243
    """
    return demand * days + safety_stock(service_level, days=days, demand=demand, spread=spread, days_spread=days_spread)


def fill_rate(point: float, quantity: float, *, mean: float, spread: float) -> float:
    """Return 1 - sigma G(k) / Q with k = (r - mean) / sigma: the share of units that stock serves at once.

    Args:
        point: r, the reorder point, units.
        quantity: Q, units ordered each time, above 0.
        mean: demand over the days of supply, units.
        spread: its standard deviation, units.

    >>> round(fill_rate(48.2243, 100, mean=40, spread=5), 6)
    0.998955
    """
    if spread <= 0:
        return max(0.0, 1.0 - max(0.0, mean - point) / quantity)
    return max(0.0, 1.0 - spread * loss((point - mean) / spread) / quantity)
