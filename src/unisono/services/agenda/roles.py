"""Which departments play the parts that every company has: who speaks with customers, who ships."""

from dataclasses import dataclass

from unisono.domain.company import Snapshot
from unisono.domain.policy import ServiceStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The ids of the departments that speak with customers and that pick and ship; empty where the data do not tell."""

    sales: str
    logistics: str

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Roles":
        """Return who plays which part: the department of that name, else the one whose minutes the activity takes."""
        return cls(
            sales=_department(snapshot, "sales", ServiceStep.ORDER_HANDLING),
            logistics=_department(snapshot, "logistics", ServiceStep.PICKING, ServiceStep.FREIGHT),
        )


def _department(snapshot: Snapshot, name: str, *steps: ServiceStep) -> str:
    known = [department.id for department in snapshot.company.departments]
    if name in known:
        return name
    doing = [activity.department for step in steps for activity in snapshot.policy.activities if activity.step is step]
    return next((department for department in doing if department in known), "")
