"""The `setup_lines` order books as planning problems: every order must be made, as little late as can be."""

import json
from pathlib import Path

import numpy as np

from unisono.engines.planning.problem import ENDLESS, Lines, Orders, Pools, Problem

WEIGHTS = {"gold": 4.0, "silver": 2.0, "standard": 1.0}
"""Cost of an hour late by class; an hour of changeover costs 1."""


def read_setup_lines(path: Path) -> tuple[Problem, tuple[str, ...]]:
    """Return the problem of a file and the class of each order.

    Args:
        path: a JSON file with `setup` (minutes from family to family), `initial` (family by line) and `orders`.

    Raises:
        ValueError: the file is not in that format.
        KeyError: a key is missing.
    """
    book = json.loads(path.read_text())
    orders = book["orders"]
    n, lines, families = len(orders), int(book["lines"]), int(book["families"])
    minutes = np.array([order["minutes"] for order in orders], np.float64)
    pace = np.tile(minutes[:, None], (1, lines))
    if book["mode"] == "dedicated":
        bound = np.array([order["line"] for order in orders])
        pace[np.arange(lines)[None, :] != bound[:, None]] = np.inf
    setup = np.zeros((lines, families + 1, families), np.int64)
    setup[:, :families] = np.array(book["setup"], np.int64)
    classes = tuple(order["class"] for order in orders)
    zeros = np.zeros(n)
    return Problem(
        orders=Orders(
            ids=tuple(order["id"] for order in orders),
            family=np.array([order["family"] for order in orders], np.int64),
            firm=np.ones(n, np.bool_),
            quantity=np.ones(n),
            release=np.zeros(n, np.int64),
            due=np.array([order["due"] for order in orders], np.int64),
            deadline=np.full(n, ENDLESS),
            revenue=zeros,
            service_cost=zeros,
            late_cost=np.array([WEIGHTS[name] / 60.0 for name in classes]),
            holding_cost=zeros,
            room=zeros,
            scrap_cost=zeros,
            stock_cost=zeros,
            keep_by=np.full(n, ENDLESS),
            moving_cost=zeros,
        ),
        lines=Lines(
            ids=tuple(f"L{line}" for line in range(lines)),
            minutes_per_unit=pace,
            unit_cost=np.where(np.isfinite(pace), 0.0, np.inf),
            initial=np.array(book["initial"], np.int64),
            changeover_minutes=setup,
            changeover_cost=setup / 60.0,
            changeover_scrap=np.zeros(setup.shape),
            min_campaign=np.zeros((lines, families), np.int64),
            windows=(None,) * lines,
        ),
        families=tuple(str(family) for family in range(families)),
        pools=Pools(quantity=np.zeros(0), may_use=np.zeros((0, n), np.bool_)),
    ), classes
