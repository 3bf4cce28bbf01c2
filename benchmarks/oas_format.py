"""The public order-acceptance format (Cesaret, Oguz, Salman 2012) as a planning problem."""

import csv
from pathlib import Path

import numpy as np

from unisono.engines.planning.problem import ENDLESS, Lines, Orders, Pools, Problem


def upper_bounds(folder: Path) -> dict[Path, float]:
    """Return the instances of a folder whose profit has a certified upper bound (k = 1), with it; by size.

    Args:
        folder: holds `bounds.csv` and a folder of instances for each number of orders.
    """
    with (folder / "bounds.csv").open(encoding="utf-8", newline="") as file:
        return {
            folder / row["n"] / f"Dataslack_{row['n']}orders_Tao{row['tau'][2]}R{row['R'][2]}_{row['k']}.txt": float(
                row["upper_bound"]
            )
            for row in csv.DictReader(file)
        }


def read_oas(path: Path) -> Problem:
    """Return the single-machine problem of a file; order `j` has the id `str(j)`, its index in the file (1..n).

    A file holds six comma-separated rows (release, processing, due, deadline, revenue, weight) of n + 2 values and then
    the changeover matrix; the first and the last entry of each are dummies. Every order is a family of its own.

    Args:
        path: the file.

    Raises:
        ValueError: the file is not in that format.
    """
    rows = [[float(cell) for cell in line.split(",")] for line in path.read_text().split()]
    width = len(rows[0])
    if len(rows) != 6 + width or any(len(row) != width for row in rows):
        message = f"{path.name}: expected six rows and a square matrix of the same width"
        raise ValueError(message)
    n = width - 2
    release, work, due, deadline, revenue, weight = (np.array(row[1 : n + 1]) for row in rows[:6])
    matrix = np.array(rows[6:])
    setup = np.empty((1, n + 1, n), np.int64)
    setup[0, :n] = matrix[1 : n + 1, 1 : n + 1]
    setup[0, n] = matrix[0, 1 : n + 1]
    zeros = np.zeros(n)
    return Problem(
        orders=Orders(
            ids=tuple(str(j + 1) for j in range(n)),
            family=np.arange(n),
            firm=np.zeros(n, np.bool_),
            quantity=np.ones(n),
            release=release.astype(np.int64),
            due=due.astype(np.int64),
            deadline=deadline.astype(np.int64),
            revenue=revenue,
            service_cost=zeros,
            late_cost=weight,
            holding_cost=zeros,
            room=zeros,
            scrap_cost=zeros,
            stock_cost=zeros,
            keep_by=np.full(n, ENDLESS),
            moving_cost=zeros,
        ),
        lines=Lines(
            ids=("machine",),
            minutes_per_unit=work[:, None],
            unit_cost=np.zeros((n, 1)),
            initial=np.array([n]),
            changeover_minutes=setup,
            changeover_cost=np.zeros((1, n + 1, n)),
            changeover_scrap=np.zeros((1, n + 1, n)),
            min_campaign=np.zeros((1, n), np.int64),
            windows=(None,),
        ),
        families=tuple(str(j + 1) for j in range(n)),
        pools=Pools(quantity=np.zeros(0), may_use=np.zeros((0, n), np.bool_)),
        changeover_before_release=False,
    )
