"""A customer calls, and Sales answers from the plan."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.command_line import QUICKLY, Said, unisono, write_company
from tests.companies import bakery

NEW = ("--customer", "HOTEL", "--product", "rye-loaf", "--quantity", "60", "--by", "2026-03-06")


@pytest.fixture(name="company", scope="module")
def _company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bakery, checked and planned, with plan.json in its folder."""
    company = write_company(tmp_path_factory.mktemp("thorn") / "bakery")
    assert unisono("check", company).code == 0
    assert unisono("plan", company, "--out", company, *QUICKLY).code == 0
    return company


def ask(company: Path, *question: object, plan: Path | None = None) -> Said:
    """Return the answer to a question about the bakery's plan."""
    return unisono("promise", company, "--plan", plan or company / "plan.json", *question)


def test_a_customer_gets_a_date_and_a_line(company: Path) -> None:
    """A loaf for the hotel is a yes with day, oven and money, for people and for programs."""
    told, document = ask(company, *NEW), ask(company, *NEW, "--json").document
    assert told.code == 0
    assert told.out.startswith("Yes. Hotel Copernicus (gold) gets 60")
    assert document["yes"] is True
    assert document["asked"]["net_price"] == 3.2
    assert document["answer"]["delivery"] == "2026-03-06T23:00:00Z"
    assert document["answer"]["line"] in told.out
    assert document["answer"]["contribution_per_hour"] > 0


def test_the_folder_of_a_plan_will_do(company: Path) -> None:
    """Whoever names the folder that holds plan.json gets the same answer."""
    assert ask(company, *NEW, plan=company).out == ask(company, *NEW).out


def test_a_yes_tells_its_campaign_and_whom_it_moves(company: Path) -> None:
    """The hotel hears which campaign its loaves join or that they open one, and what that changes for others."""
    told, document = ask(company, *NEW), ask(company, *NEW, "--json").document
    campaign = re.search(r"^Campaign +(joins that of rye|one of its own)", told.out, re.MULTILINE)
    assert campaign is not None
    assert (document["answer"]["campaign"] is None) == (campaign[1] == "one of its own")
    assert document["changeover_minutes"] >= 0
    orders = {order.id for order in bakery().orders}
    assert {move["order"] for move in document["moves"]} <= orders
    harmless = [move for move in document["moves"] if move["minutes"] < 0 or move["days_late"] == 0]
    assert ("Would move without harm" in told.out) == bool(harmless)


def test_a_no_offers_the_part_that_can_be_had_now(company: Path) -> None:
    """Of more rye than the oven bakes by Wednesday a part is offered, and that part is a yes when asked for."""
    much = ("--customer", "HOTEL", "--product", "rye-loaf", "--quantity", "900", "--by", "2026-03-05")
    told, document = (ask(company, *much, "--min-quantity", "40", *how) for how in ((), ("--json",)))
    assert told.code == 1
    part = document.document["answer"]["part_now"]
    assert document.document["asked"]["min_quantity"] == 40
    assert re.search(
        rf"^Part now +{part['quantity']} kg, and (the rest by|no date for the rest)", told.out, re.MULTILINE
    )
    assert ask(company, *(str(part["quantity"]) if word == "900" else word for word in much)).code == 0
    assert "takes all of it or nothing" in ask(company, *much).out


def test_a_no_cites_its_rule_and_says_why_no_price_helps(company: Path) -> None:
    """Asked again, a small order hears the rule, and that the rule does not look at the price."""
    told, document = ask(company, "--order", "B-8"), ask(company, "--order", "B-8", "--json").document
    assert told.code == 1
    assert told.out.startswith("No, not 24")
    assert "(rule 1)" in told.out
    assert document["yes"] is False
    assert document["answer"]["price_of_yes"]["why_none"].startswith("Rule 1 does not look at the price")
    assert document["answer"]["date_of_yes"]["why_none"]


def test_the_price_of_yes_is_a_yes_when_asked(company: Path) -> None:
    """A price that is too low gets a no with its price; that price is a yes, and one cent less is not."""
    cheap = ask(company, *NEW, "--net-price", "0.50", "--json")
    assert cheap.code == 1
    price = Decimal(str(cheap.document["answer"]["price_of_yes"]["price"]))
    assert ask(company, *NEW, "--net-price", price).code == 0
    assert ask(company, *NEW, "--net-price", price - Decimal("0.01")).code == 1


def test_asking_holds_nothing(company: Path) -> None:
    """The same question gets the same answer twice: a question changes neither plan nor data."""
    assert ask(company, *NEW, "--json") == ask(company, *NEW, "--json")


def test_nothing_is_promised_before_it_is_asked(company: Path) -> None:
    """Asked on Thursday noon, bread by Wednesday is past, and by Friday it is not delivered before Thursday noon."""
    late = ask(company, *NEW[:-1], "2026-03-04", "--now", "2026-03-05T12:00")
    assert late.code == 2
    assert "past already" in late.beside
    by_monday = ask(company, *NEW[:-1], "2026-03-08", "--now", "2026-03-05T12:00", "--json").document
    assert by_monday["yes"] is True


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ((*NEW, "--customer", "HOSTEL"), "Did you mean 'HOTEL'?"),
        ((*NEW, "--product", "cake"), "no 'cake'"),
        ((*NEW, "--quantity", "-4"), "not above 0"),
        ((*NEW, "--quantity", "many"), "not a number"),
        ((*NEW, "--by", "next week"), "not a date"),
        ((*NEW, "--by", "2026-02-30"), "no such day"),
        ((*NEW, "--by", "2026-02-20"), "past already"),
        ((*NEW, "--latest", "2026-03-05"), "before the date"),
        ((*NEW, "--net-price", "-1"), "not at least 0"),
        ((*NEW, "--min-quantity", "61"), "more than the whole, 60"),
        ((*NEW, "--net-price", "3 PLN"), "currency"),
        ((*NEW, "--now", "2026-03-01T06:00"), "does not speak of that time"),
        ((*NEW, "--order", "B-4"), "With --order"),
        (("--order", "B-44"), "Did you mean 'B-4'?"),
        (("--customer", "HOTEL"), "--product"),
    ],
)
def test_a_question_that_makes_no_sense_is_sent_back(company: Path, question: tuple[str, ...], complaint: str) -> None:
    """A wrong name, number or date ends with 2 and one sentence about it, and nothing on standard output."""
    told = ask(company, *question)
    assert told.code == 2
    assert told.out == ""
    assert complaint in " ".join(told.beside.replace("│", " ").split())


@pytest.mark.parametrize(("order", "sentence"), [("B-1", "is firm"), ("B-3", "has its place")])
def test_orders_with_a_place_are_not_asked_for_again(company: Path, order: str, sentence: str) -> None:
    """A firm order and one that is in the plan are refused with a sentence."""
    told = ask(company, "--order", order, "--json")
    assert told.code == 1
    assert sentence in told.document["refusal"]


def test_a_product_without_list_price_needs_a_price(tmp_path: Path) -> None:
    """Where nobody knows a price, the command asks for one."""
    data = bakery()
    products = tuple(replace(product, list_price=None) for product in data.products)
    company = write_company(tmp_path / "bakery", replace(data, products=products))
    assert unisono("plan", company, "--out", company, *QUICKLY).code == 0
    assert "so give a price" in " ".join(ask(company, *NEW).beside.replace("│", " ").split())
    assert ask(company, *NEW, "--net-price", "3.20").code == 0


def test_a_plan_of_other_data_is_a_finding(company: Path, tmp_path: Path) -> None:
    """When the data have changed since, the plan answers nothing, and the command says what to do."""
    changed = replace(bakery(), orders=bakery().orders[:-1])
    told = ask(write_company(tmp_path / "bakery", changed), *NEW, "--json", plan=company / "plan.json")
    assert told.code == 1
    assert [finding["code"] for finding in told.document["findings"]] == ["other-data"]
    assert "Plan again" in told.document["findings"][0]["remedy"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "unisono-plan/1"}', '{"format": "unisono-plan/9", "body": {}}']
)
def test_a_file_that_is_no_plan_is_a_finding(company: Path, tmp_path: Path, text: str) -> None:
    """An empty, broken or foreign file in place of the plan is told as what it is."""
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    told = ask(company, *NEW, plan=tmp_path / "plan.json")
    assert told.code == 1
    assert told.out.startswith("error plan.json")


def test_a_plan_that_was_tampered_with_is_a_finding(company: Path, tmp_path: Path) -> None:
    """A plan in which somebody wrote a better contribution is not believed."""
    text = (company / "plan.json").read_text("utf-8")
    (tmp_path / "plan.json").write_text(text.replace('"revenue": ', '"revenue": 1', 1), encoding="utf-8")
    told = ask(company, *NEW, plan=tmp_path / "plan.json")
    assert told.code == 1
    assert "error plan.json" in told.out
