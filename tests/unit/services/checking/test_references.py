"""Names that must be known elsewhere, and rows that may stand once only."""

from dataclasses import replace

from tests.companies import bakery
from tests.drafts import codes_of, draft_of, findings_of, table_of
from unisono.services.checking.references import repeated_rows, unknown_names
from unisono.services.checking.suggestions import Suggestions

BAKERY = bakery()


def test_a_good_company_has_no_findings() -> None:
    """The bakery's data fit together."""
    assert findings_of() == []


def test_an_unknown_name_says_where_it_stands_and_which_one_is_near() -> None:
    """A misspelt customer is told with line and column, and with the name that was probably meant."""
    orders = (BAKERY.orders[0], replace(BAKERY.orders[1], customer="SCHOOLS"))
    (finding,) = findings_of(orders=orders)
    assert finding.code == "unknown-customer"
    assert str(finding.source) == "orders.csv:3 (customer)"
    assert finding.remedy == "Did you mean 'SCHOOL'?"


def test_a_row_that_was_left_out_is_known_all_the_same() -> None:
    """An order of a customer whose row has a mistake is not complained about a second time."""
    customers = replace(
        table_of("customers.csv", BAKERY.customers[1:]), broken=({"id": "HOTEL", "name": "Hotel Copernicus"},)
    )
    assert codes_of(customers=customers) == []


def test_a_file_that_could_not_be_read_causes_no_second_complaint() -> None:
    """Where a whole file is unreadable nothing is said about the names it should hold."""
    for name in ("customers", "products", "lines", "calendars", "departments", "activities"):
        unreadable = replace(table_of(f"{name}.csv", ()), complete=False)
        assert not list(unknown_names(draft_of(**{name: unreadable})))


def test_an_empty_name_means_nobody() -> None:
    """A past sale without a customer is allowed: it is shown apart."""
    sales = (replace(BAKERY.sales[0], customer=""),)
    assert codes_of(sales=sales) == []


def test_a_repeated_row_names_the_first_one() -> None:
    """Whoever gives an order number twice learns where the first one stands."""
    (finding,) = repeated_rows(draft_of(orders=(*BAKERY.orders[:2], BAKERY.orders[0])))
    assert finding.message == "'B-1' stands already in orders.csv:2."
    assert finding.source.line == 4


def test_two_lines_of_an_invoice_are_no_repetition() -> None:
    """The same product may stand on an invoice twice."""
    assert codes_of(sales=(BAKERY.sales[0], BAKERY.sales[0])) == []


def test_a_rate_for_a_product_may_stand_beside_its_family() -> None:
    """A product's own rate wins over the family's: that is no repetition, nor are two lines with the same families."""
    assert [rate.product for rate in BAKERY.rates if rate.line == "deck-oven"] == ["", "wheat-roll", ""]
    assert not list(repeated_rows(draft_of()))


def test_suggestions_stop_after_the_first_few_words() -> None:
    """With thousands of wrong names the search for near ones does not take for ever."""
    suggestions = Suggestions(["HOTEL"])
    answers = [suggestions.suggest(f"HOTEL{number}") for number in range(30)]
    assert answers[0] == "Did you mean 'HOTEL'?"
    assert answers[-1] == ""
    assert suggestions.suggest("HOTEL0") == "Did you mean 'HOTEL'?"
