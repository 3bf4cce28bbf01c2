"""What must hold of each customer."""

from collections.abc import Iterator

from unisono.domain.findings import Finding
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft


def check_customers(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with tiers that people set: each needs a reason and an end that has not passed."""
    table = draft.customers
    today = draft.as_of.astimezone(draft.zone).date() if draft.as_of else None
    for index, customer in table:
        if customer.tier_override is None:
            if customer.override_reason or customer.override_until:
                column = "override_reason" if customer.override_reason else "override_until"
                yield warning(
                    table,
                    index,
                    column,
                    "override-without-tier",
                    f"Customer '{customer.id}' has a reason or an end of an override, but no tier_override.",
                    remedy="Give the tier, or empty the two cells.",
                )
            continue
        if not customer.override_reason:
            yield complaint(
                table,
                index,
                "override_reason",
                "override-without-reason",
                f"The tier of '{customer.id}' is set by a person, but nobody said why.",
                expected="a reason",
                remedy="Write why, or empty tier_override.",
            )
        if customer.override_until is None:
            yield complaint(
                table,
                index,
                "override_until",
                "override-without-end",
                f"The tier of '{customer.id}' is set by a person without an end.",
                expected="the last day of the override",
                remedy="Give the day on which it is looked at again.",
            )
        elif today is not None and customer.override_until < today:
            yield warning(
                table,
                index,
                "override_until",
                "override-expired",
                f"The override of '{customer.id}' ended on {customer.override_until}.",
                expected=f"a day from {today} on",
                remedy="Renew it, or empty tier_override; until then it does not count.",
            )
