"""The section on warnings, as people read it on a page."""

from decimal import Decimal

from tests.late_orders import MONDAY, day, said
from tests.plain_ledger import PlainLedger
from tests.storage.outputs.pages import read_page
from tests.warned_orders import days, ledger_of, look, order, park_and_rosewood
from unisono.analytics.foresight.outlooks import Outlooks
from unisono.domain.acts.commitments import SlipNotified
from unisono.domain.policy import WarningPolicy
from unisono.storage.outputs.report.warnings import MOST, SHOWN, warnings_section

LATE = (1.8, 3.5, 4.0, 4.5, 6.0)
GATES = (2.5, 3.0, 3.2, 3.5, 3.9)
BOTH = days(A_supply=LATE, A_produce=GATES, A_promise=GATES, B_supply=LATE, B_produce=GATES, B_promise=GATES)


def words(ledger: PlainLedger, outlooks: Outlooks, currency: str | None = "EUR") -> str:
    """Return what the section says."""
    return read_page(f"<main>{warnings_section(look(ledger, outlooks), currency=currency)}</main>").words()


def test_a_warning_tells_how_sure_whom_it_hits_and_by_when() -> None:
    """Park's coil stands first with its customer and the money; Rosewood's has time to spare."""
    text = words(ledger_of(park_and_rosewood()), BOTH)
    assert "6 open promises looked at, 2 will probably be late, 2 of them new." in text
    assert text.index("A/supply") < text.index("B/supply")
    assert "93% late 2 days after its promise" in text
    assert "promised Wed 4 Mar 06:00, expected Fri 6 Mar 06:00" in text
    assert "Park gold 9,000 EUR production and sales wait; needed by Thu 5 Mar 06:00" in text
    assert "no customer yet: there is time to spare production and sales wait" in text


def test_the_picture_says_in_words_what_it_draws() -> None:
    """Who cannot see the marks hears the times, and the marks stand where their times are."""
    html = warnings_section(look(ledger_of(park_and_rosewood()), BOTH))
    said_aloud = "Counted on Wed 4 Mar 06:00, expected Fri 6 Mar 06:00, nine of ten between Wed 4 Mar 01:12"
    assert f'role="img" aria-label="{said_aloud}' in html
    page = read_page(f"<main>{html}</main>")
    (picture, *_) = (one for one in page.all("svg") if one.attributes.get("role") == "img")
    (dot,) = (float(one.attributes["cx"].rstrip("%")) for one in picture.all("circle"))
    (mark,) = (
        float(one.attributes["x1"].rstrip("%")) for one in picture.all("line") if one.attributes["class"] == "due"
    )
    (band,) = (one.attributes for one in picture.all("rect"))
    left, width = float(band["x"].rstrip("%")), float(band["width"].rstrip("%"))
    assert left < mark < dot < left + width <= 100


def test_what_was_cleared_is_told() -> None:
    """A notice answers a warning; what people wrote in it is no part of the page."""
    ledger = ledger_of(park_and_rosewood())
    look(ledger, BOTH)
    ledger.append([said("A/supply", "purchasing", SlipNotified(expected=day(7), reason="<b>no</b>"), 0)], now=MONDAY)
    text = words(ledger, BOTH)
    assert "6 open promises looked at, 1 will probably be late. A warning" in text
    assert "Cleared: 1 was told by its performer." in text


def test_a_warning_of_a_notice_says_what_was_told() -> None:
    """Purchasing told day 3, and a later day is expected."""
    ledger = ledger_of(park_and_rosewood())
    ledger.append([said("A/supply", "purchasing", SlipNotified(expected=day(3)), 0)], now=MONDAY)
    assert "told Thu 5 Mar 06:00, expected Fri 6 Mar 06:00" in words(ledger, days(A_supply=LATE))


def test_money_without_a_currency_is_a_number() -> None:
    """Where nobody has told the currency, none is made up."""
    assert "Park gold 9,000 production and sales wait" in words(ledger_of(park_and_rosewood()), BOTH, None)


def test_many_warnings_are_a_table() -> None:
    """The first are drawn, the next stand in a table, and the rest is counted."""
    count = MOST + 3
    facts = [fact for place in range(count) for fact in order(f"{place}", customer="", tier="", value=1, due=9)]
    outlooks = days(**{f"{place}_supply": LATE for place in range(count)})
    page = read_page(f"<main>{warnings_section(look(ledger_of(facts), outlooks))}</main>")
    assert len(page.all("circle")) == SHOWN + 1
    assert len(page.all("tr")) == MOST - SHOWN + 1
    assert f"{MOST - SHOWN} others, and 3 more in the ledger" in page.words()


def test_nothing_late() -> None:
    """Where all is well there is a sentence."""
    calm = days(A_supply=(0.5, 0.8, 1.0, 1.2, 1.5))
    assert "1 open promise looked at: none will probably be late." in words(ledger_of(park_and_rosewood()), calm)
    assert "Nothing is open for which anybody promised a time." in words(ledger_of([]), days())


def test_chances_are_whole_percents() -> None:
    """Nobody is told more digits than are known."""
    policy = WarningPolicy(raise_at=Decimal("0.9"), grace_hours=Decimal(0))
    warned = look(ledger_of(park_and_rosewood()), BOTH, policy=policy)
    assert "93% late" in warnings_section(warned)
    assert "92.6" not in warnings_section(warned)
