"""`unisono stock --plan`: the same, with what a plan draws from stock and earns through it."""

from pathlib import Path

from unisono.cli.company import open_company
from unisono.cli.planning import announce_compiling
from unisono.cli.plans import open_plan
from unisono.cli.screen import Screen
from unisono.cli.stocking import show_survey
from unisono.services.preparing import prepare
from unisono.services.stock.worth import survey_with_plan


def show_planned_stock(screen: Screen, company: Path, plan_file: Path) -> None:
    """Show all there is to say of stock in the light of a plan."""
    opened = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, opened)
    announce_compiling(screen)
    ground = prepare(snapshot=opened.snapshot, now=plan.now)
    show_survey(screen, opened, survey_with_plan(ground=ground, plan=plan, seed=1))
