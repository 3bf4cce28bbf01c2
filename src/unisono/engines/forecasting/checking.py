"""Whether forecasts are what they say they are: the independent checker, week by week in plain Python."""

from collections.abc import Iterator, Sequence
from math import cos, isclose, pi, sin, sqrt

from unisono.domain.findings import Finding, Severity, Source
from unisono.engines.forecasting.problem import History, Method, Params, Problem
from unisono.engines.forecasting.solution import Forecast, Smoothing, Solution

Found = Iterator[tuple[str, str]]


def check(problem: Problem, solution: Solution, *, params: Params) -> tuple[Finding, ...]:
    """Return everything that is wrong with forecasts; those after `docs/methods/forecasting.md` have nothing.

    Args:
        problem: what was known.
        solution: what it says.
        params: how methods were to be tried.
    """
    names = [history.name for history in problem.histories]
    if [forecast.name for forecast in solution.forecasts] != names:
        return (_finding("forecasts-differ", "There is not one forecast for each history, in order.", ""),)
    return tuple(
        _finding(code, f"{forecast.name}: {message}", forecast.name)
        for history, forecast in zip(problem.histories, solution.forecasts, strict=True)
        for code, message in _complaints(history, forecast, problem.weeks_ahead, params)
    )


def _finding(code: str, message: str, value: str) -> Finding:
    return Finding(
        code=code, severity=Severity.ERROR, source=Source(file="forecasts"), message=message, value=value or None
    )


def _complaints(history: History, forecast: Forecast, weeks_ahead: int, params: Params) -> Found:
    weeks = list(history.quantities)
    first = min(len(weeks), max(params.least_weeks, len(weeks) - params.tested_weeks))
    told = [_told(forecast, weeks[:known], weeks_ahead, params) for known in range(first, len(weeks) + 1)]
    if not _alike([week for row in told for week in row], [week for row in forecast.tested for week in row]):
        yield "forecast-differs", f"The weeks ahead are not what {forecast.method} says."
    if tuple(forecast.means) != forecast.tested[-1] or min(forecast.means) < 0:
        yield "forecast-differs", "The forecast is not what was said last, or less than nothing."
    naive = [[weeks[known - 1]] * weeks_ahead for known in range(first, len(weeks) + 1)]
    if [list(row) for row in forecast.tested_naive] != naive:
        yield "naive-differs", "The yardstick is not the last week."
    if not forecast.errors:
        if len(weeks) - first >= params.least_tests:
            yield "errors-missing", "There are weeks enough to try, and nothing was tried."
        return
    for method, rows in ((forecast.method, told), (Method.LAST, naive)):
        if not isclose(_error(rows, weeks, first), forecast.errors[method], rel_tol=1e-6, abs_tol=1e-9):
            yield "error-differs", f"The error of {method} is not {forecast.errors[method]:.6g}."
    if not isclose(forecast.sd, forecast.errors[forecast.method]):
        yield "sd-differs", "The standard deviation is not the error of the method."
    is_regular = sum(week > 0 for week in weeks) >= params.least_share * len(weeks)
    if is_regular and forecast.errors[forecast.method] > min(forecast.errors.values()):
        yield "worse-chosen", "Another method erred less."


def _told(forecast: Forecast, weeks: Sequence[float], weeks_ahead: int, params: Params) -> list[float]:
    season = params.season_weeks
    match forecast.method:
        case Method.LAST:
            return [weeks[-1]] * weeks_ahead
        case Method.MEAN:
            return [sum(weeks) / len(weeks)] * weeks_ahead
        case Method.SEASON:
            return [weeks[len(weeks) - season + ahead % season] for ahead in range(weeks_ahead)]
        case Method.WAVE:
            return _wave(weeks, weeks_ahead, season)
        case Method.SMOOTHED:
            assert forecast.smoothing is not None  # noqa: S101 - the method and its weight come together
            return _smoothed(forecast.smoothing, weeks, weeks_ahead)


def _smoothed(smoothing: Smoothing, weeks: Sequence[float], weeks_ahead: int) -> list[float]:
    level = smoothing.level
    for week in weeks:
        level = smoothing.weight * week + (1 - smoothing.weight) * level
    return [max(0.0, level)] * weeks_ahead


def _wave(weeks: Sequence[float], weeks_ahead: int, season: int) -> list[float]:
    """Return the wave by its normal equations, solved by Cramer's rule."""
    rows = [(1.0, cos(2 * pi * week / season), sin(2 * pi * week / season)) for week in range(len(weeks) + weeks_ahead)]
    known = list(zip(rows, weeks, strict=False))
    matrix = [[sum(row[i] * row[j] for row, _ in known) for j in range(3)] for i in range(3)]
    right = [sum(row[i] * week for row, week in known) for i in range(3)]
    whole = _determinant(matrix)
    parts = [
        _determinant([[right[i] if j == place else matrix[i][j] for j in range(3)] for i in range(3)]) / whole
        for place in range(3)
    ]
    ahead = rows[len(weeks) :]
    return [max(0.0, sum(part * value for part, value in zip(parts, row, strict=True))) for row in ahead]


def _determinant(matrix: Sequence[Sequence[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _error(rows: Sequence[Sequence[float]], weeks: Sequence[float], first: int) -> float:
    squares = [
        (weeks[known + ahead] - row[ahead]) ** 2
        for known, row in enumerate(rows, start=first)
        for ahead in range(min(len(row), len(weeks) - known))
    ]
    return sqrt(sum(squares) / len(squares))


def _alike(left: Sequence[float], right: Sequence[float]) -> bool:
    return len(left) == len(right) and all(
        isclose(one, other, rel_tol=1e-6, abs_tol=1e-6) for one, other in zip(left, right, strict=True)
    )
