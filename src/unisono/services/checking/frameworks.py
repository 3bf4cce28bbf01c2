"""What must hold of framework orders."""

from collections.abc import Iterator

from unisono.domain.cells import cell_text
from unisono.domain.findings import Finding
from unisono.domain.frameworks import Framework
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft


def check_frameworks(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with framework orders: their time, and quantities that contradict each other."""
    for index, framework in draft.frameworks:
        yield from _time(draft, index, framework)
        yield from _quantities(draft, index, framework)


def _time(draft: Draft, index: int, framework: Framework) -> Iterator[Finding]:
    if framework.ends_on < framework.starts_on:
        yield complaint(
            draft.frameworks,
            index,
            "ends_on",
            "framework-ends-before-start",
            f"The framework order ends on {framework.ends_on}, before it starts on {framework.starts_on}.",
            expected=f"{framework.starts_on} or a later day",
            remedy="Correct one of the two days.",
        )
    elif draft.as_of is not None and framework.ends_on < draft.as_of.astimezone(draft.zone).date():
        yield warning(
            draft.frameworks,
            index,
            "ends_on",
            "framework-over",
            f"The framework order ended on {framework.ends_on}; nothing can be called any more.",
            expected="a day that is not past",
            remedy="Delete the row once it is settled with the customer, or correct the day.",
        )


def _quantities(draft: Draft, index: int, framework: Framework) -> Iterator[Finding]:
    table, most = draft.frameworks, cell_text(framework.most.normalize(), draft.zone)
    if framework.delivered > framework.called:
        yield complaint(
            table,
            index,
            "delivered",
            "delivered-above-called",
            f"More was delivered ({framework.delivered}) than called ({framework.called}).",
            expected=f"at most what was called, {framework.called}",
            remedy="Add the missing calls to what was called, or correct what was delivered.",
        )
    if framework.called > framework.most:
        yield warning(
            table,
            index,
            "called",
            "called-above-framework",
            f"More was called ({framework.called}) than the framework order allows.",
            expected=f"at most the quantity and its tolerance, {most}",
            remedy="Agree a larger quantity with the customer, or correct the calls.",
        )
    if framework.min_quantity is not None and framework.min_quantity > framework.most:
        yield complaint(
            table,
            index,
            "min_quantity",
            "minimum-above-framework",
            f"The customer must take {framework.min_quantity}, more than the framework order allows.",
            expected=f"at most the quantity and its tolerance, {most}",
            remedy="Correct the minimum, or the quantity.",
        )
