"""A hundred mistakes that people make in a company's data, each made in the files of the Thorn Bakery."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Files = dict[str, bytes]
Edit = Callable[[Files], None]

ORDER = {
    "id": "X-1",
    "customer": "HOTEL",
    "product": "rye-loaf",
    "quantity": "50",
    "net_price": "3.00",
    "received": "2026-02-27T10:00",
    "requested": "2026-03-06",
    "latest": "",
    "late_cost_per_day": "",
    "earliest_start": "",
    "status": "inquiry",
    "promised": "",
    "min_quantity": "",
    "ship_lead": "2",
}


FRAMEWORKS = "id,customer,product,quantity,starts_on,ends_on,min_quantity,called,delivered\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What somebody did to the files, and the code of the one finding that it must give.

    Where `together` is no the edit leaves no place for the other mistakes in the same folder.
    """

    title: str
    code: str
    edit: Edit
    together: bool = True

    def __str__(self) -> str:
        """Return the title, as the name of the test."""
        return self.title


def replace(file: str, old: str, new: str) -> Edit:
    """Return the edit that replaces a text once."""

    def edit(files: Files) -> None:
        text = files[file].decode("utf-8", errors="surrogateescape")
        assert old in text, f"{old!r} is not in {file}"
        files[file] = text.replace(old, new, 1).encode("utf-8", errors="surrogateescape")

    return edit


def add(file: str, *lines: str) -> Edit:
    """Return the edit that adds lines at the end."""

    def edit(files: Files) -> None:
        files[file] += "".join(f"{line}\n" for line in lines).encode()

    return edit


def order(**changes: str) -> Edit:
    """Return the edit that adds an order line: a good one but for the changes."""
    return add("orders.csv", ",".join({**ORDER, **changes}.values()))


def put(file: str, content: bytes) -> Edit:
    """Return the edit that gives a file another content."""

    def edit(files: Files) -> None:
        files[file] = content

    return edit


def drop(file: str) -> Edit:
    """Return the edit that deletes a file."""

    def edit(files: Files) -> None:
        del files[file]

    return edit


def both(*edits: Edit) -> Edit:
    """Return the edit that makes several."""

    def edit(files: Files) -> None:
        for one in edits:
            one(files)

    return edit


def in_orders() -> Iterator[Mistake]:
    """Yield mistakes in order lines."""

    def mistake(title: str, code: str, **changes: str) -> Mistake:
        return Mistake(title=title, code=code, edit=order(id=f"X-{title.replace(' ', '-')}", **changes))

    yield mistake("an order of an unknown customer", "unknown-customer", customer="HOTELL")
    yield mistake("an order of an unknown product", "unknown-product", product="rye-lofe")
    yield Mistake(title="an order number given twice", code="duplicate-id", edit=order(id="B-1"))
    yield mistake("a negative quantity", "out-of-range", quantity="-5")
    yield mistake("a quantity of zero", "out-of-range", quantity="0")
    yield mistake("a word for a quantity", "bad-number", quantity="many")
    yield mistake("a price that is no number", "not-finite", net_price="NaN")
    yield mistake("an endless price", "not-finite", net_price="-Infinity")
    yield mistake("a price beyond all bounds", "absurd-number", net_price="1e999")
    yield mistake("a quantity finer than any scale", "absurd-number", quantity="1e-999")
    yield mistake("a price with thousands separators", "thousands-separator", net_price="1.234.567")
    yield mistake("one decimal comma among points", "mixed-decimals", net_price='"3,5"')
    yield mistake("a price in another currency", "other-currency", net_price="3.00 PLN")
    yield mistake("a price with another sign", "other-currency", net_price="$3.00")
    yield mistake("no date of receipt", "empty-cell", received="")
    yield mistake("a date with the day first", "bad-date", requested="05.03.2026")
    yield mistake("a date that no month has", "bad-date", requested="2026-02-30")
    yield mistake("a year that cannot be meant", "absurd-date", requested="2926-03-05")
    yield mistake("a time that clocks skip", "skipped-time", received="2026-03-29T02:30")
    yield mistake("a time that comes twice", "repeated-time", requested="2026-10-25T02:30")
    yield mistake("a status nobody knows", "unknown-word", status="frim")
    yield mistake("a firm order without a promise", "firm-without-promise", status="firm")
    yield mistake(
        "a promise before the earliest start",
        "promised-before-start",
        status="firm",
        promised="2026-03-04",
        earliest_start="2026-03-05T06:00",
    )
    yield mistake("a latest date before the requested one", "latest-before-requested", latest="2026-03-04")
    yield mistake("a smallest part above the whole", "minimum-above-quantity", min_quantity="51")
    yield mistake("a price below cost", "price-below-cost", net_price="0.50")
    yield mistake("an order for last week", "date-in-the-past", requested="2026-02-28")
    yield mistake("an order after the planned time", "date-after-horizon", requested="2026-05-01")
    yield mistake("an order received tomorrow", "received-later", received="2026-03-03T10:00")
    yield mistake("an order wanted before it came", "requested-before-received", requested="2026-02-20")
    yield mistake("an order wanted before its start", "requested-before-start", earliest_start="2026-03-07T06:00")
    yield mistake("an inquiry with a promise", "promised-inquiry", promised="2026-03-06")
    yield mistake(
        "a promise after the latest date",
        "promised-after-latest",
        status="firm",
        promised="2026-03-08",
        latest="2026-03-07",
    )
    yield mistake("a cell too many", "extra-cells", ship_lead="2,5")
    yield Mistake(title="a row cut off", code="short-row", edit=add("orders.csv", "X-short,HOTEL,rye-loaf"))
    yield mistake("a name in Windows letters", "not-utf-8", customer="HOTEL")
    yield mistake("a quotation mark never closed", "broken-quotes", customer='"HOTEL')


def in_master_data() -> Iterator[Mistake]:
    """Yield mistakes in customers, products, lines, calendars, rates and changeovers."""

    def mistake(title: str, code: str, file: str, row: str) -> Mistake:
        return Mistake(title=title, code=code, edit=add(file, row))

    yield mistake("a customer given twice", "duplicate-id", "customers.csv", "HOTEL,Hotel again,no,,,,")
    yield mistake("neither yes nor no", "bad-yes-no", "customers.csv", "MILL,Old Mill,maybe,,,,")
    yield mistake("a tier nobody knows", "unknown-word", "customers.csv", "PORT,Port,no,platinum,,,")
    yield mistake(
        "an override without a reason", "override-without-reason", "customers.csv", "A,A,no,,gold,,2026-05-01"
    )
    yield mistake("an override without an end", "override-without-end", "customers.csv", "B,B,no,,gold,new,")
    yield mistake("an override that ended", "override-expired", "customers.csv", "D,D,no,,gold,new,2026-02-01")
    yield mistake("a reason without an override", "override-without-tier", "customers.csv", "E,E,no,,,new,")
    yield mistake("a name as long as two pages", "over-limit", "customers.csv", f"LONG,{'x' * 2001},no,,,,")
    yield mistake("a name that clears the screen", "control-sign", "customers.csv", "ESC,\x1b[2J,no,,,,")
    yield mistake("a name that a spreadsheet runs", "formula-text", "customers.csv", "RUN,=1+1,no,,,,")
    yield mistake("a product no line can make", "product-without-line", "products.csv", "cake,cake,kg,1,,0,0")
    yield mistake("a product given twice", "duplicate-id", "products.csv", "baguette,wheat,kg,1,,0,0")
    yield mistake("a negative cost", "out-of-range", "products.csv", "bun,wheat,kg,-1,,0,0")
    yield mistake("a line without rates", "line-makes-nothing", "lines.csv", "pizza-oven,bakehouse,early,,,0")
    yield mistake("a line given twice", "duplicate-id", "lines.csv", "deck-oven,bakehouse,night,wheat,,0")
    yield mistake("a window without a day", "window-needs-one-day", "calendars.csv", "early,,,15:00,16:00,yes")
    yield mistake(
        "a window with two days", "window-needs-one-day", "calendars.csv", "early,fri,2026-03-06,15:00,16:00,yes"
    )
    yield mistake("two windows at one time", "overlapping-windows", "calendars.csv", "early,mon,,13:00,15:00,yes")
    yield mistake("a shift into the next one", "overlapping-windows", "calendars.csv", "night,tue,,05:00,07:00,yes")
    yield mistake("a time no clock shows", "bad-time", "calendars.csv", "night,sun,,25:00,06:00,yes")
    yield mistake("a calendar nobody works by", "unused-calendar", "calendars.csv", "late,mon,,14:00,22:00,yes")
    yield mistake("a rate for nothing", "rate-needs-one", "rates.csv", "stone-oven,,,40,1,0")
    yield mistake("a rate for two things", "rate-needs-one", "rates.csv", "stone-oven,rye-loaf,rye,40,1,0")
    yield mistake("a rate given twice", "duplicate-row", "rates.csv", "stone-oven,,rye,41,1,0")
    yield mistake("a rate of an unknown line", "unknown-line", "rates.csv", "stone-ofen,,rye,40,1,0")
    yield mistake("a rate of an unknown family", "unknown-family", "rates.csv", "stone-oven,,ryee,40,1,0")
    yield mistake("more good units than units", "out-of-range", "rates.csv", "deck-oven,baguette,,40,1.2,0")
    yield mistake("a changeover to itself", "changeover-to-itself", "changeovers.csv", "stone-oven,rye,rye,5,0,0")
    yield mistake("a changeover given twice", "duplicate-row", "changeovers.csv", "stone-oven,rye,wheat,5,0,0")
    yield Mistake(
        title="a changeover nobody wrote down",
        code="missing-changeover",
        edit=replace("changeovers.csv", "stone-oven,wheat,rye,20,8,2\n", ""),
    )
    yield Mistake(
        title="a line of an unknown department",
        code="unknown-department",
        edit=replace("lines.csv", "stone-oven,bakehouse", "stone-oven,bakehause"),
    )
    yield Mistake(
        title="a line with an unknown calendar",
        code="unknown-calendar",
        edit=replace("lines.csv", "deck-oven,bakehouse,night", "deck-oven,bakehouse,nigth"),
        together=False,
    )
    yield Mistake(
        title="a line set up for an unknown family",
        code="unknown-family",
        edit=replace("lines.csv", "early,rye,", "early,ry,"),
    )
    yield Mistake(
        title="overtime without a price",
        code="overtime-without-price",
        edit=replace("lines.csv", ",18,6", ",,6"),
    )
    yield Mistake(
        title="a line that never works",
        code="line-never-works",
        edit=both(
            add("lines.csv", "new-oven,bakehouse,closed,,,0"),
            add("rates.csv", "new-oven,,rye,40,1,0"),
            add("calendars.csv", "closed,,2026-12-01,06:00,14:00,yes"),
        ),
    )


def in_frameworks() -> Iterator[Mistake]:
    """Yield mistakes in framework orders."""

    def mistake(title: str, code: str, number: int, cells: str) -> Mistake:
        def edit(files: Files) -> None:
            files.setdefault("frameworks.csv", FRAMEWORKS.encode())
            files["frameworks.csv"] += f"FO-{number},{cells}\n".encode()

        return Mistake(title=title, code=code, edit=edit)

    year = "2026-01-01,2026-12-31"
    yield mistake("a framework of nobody known", "unknown-customer", 1, f"MOTEL,rye-loaf,900,{year},300,120,60")
    yield mistake("a framework for nothing known", "unknown-product", 2, f"HOTEL,rye-cake,900,{year},300,120,60")
    yield mistake(
        "a framework that ends first",
        "framework-ends-before-start",
        3,
        "HOTEL,rye-loaf,900,2026-12-31,2026-01-01,300,120,60",
    )
    yield mistake("a framework of last year", "framework-over", 4, "HOTEL,rye-loaf,9,2025-01-01,2025-12-31,3,2,1")
    yield mistake("more delivered than called", "delivered-above-called", 5, f"HOTEL,rye-loaf,900,{year},300,120,160")
    yield mistake("more called than agreed", "called-above-framework", 6, f"HOTEL,rye-loaf,900,{year},300,960,160")
    yield mistake("a minimum above all", "minimum-above-framework", 7, f"HOTEL,rye-loaf,900,{year},930,120,60")


def in_the_rest() -> Iterator[Mistake]:
    """Yield mistakes in stock, slots, history, and the two heads."""

    def mistake(title: str, code: str, file: str, row: str) -> Mistake:
        return Mistake(title=title, code=code, edit=add(file, row))

    yield mistake("consignment stock of nobody", "stock-without-owner", "stock.csv", "rye-loaf,consignment,5,,,,,,")
    yield mistake("own stock of somebody", "own-stock-with-owner", "stock.csv", "rye-loaf,own,5,,HOTEL,,,,")
    yield mistake("bread of last week", "expired-stock", "stock.csv", "rye-loaf,own,5,,,2026-02-27,,,")
    yield mistake("stock of an unknown customer", "unknown-customer", "stock.csv", "rye-loaf,call_off,5,,MOTEL,,,,")
    yield mistake(
        "own stock that somebody takes back",
        "take-back-without-consignment",
        "stock.csv",
        "rye-loaf,own,5,,,,,,2026-03-20",
    )
    yield mistake(
        "a slot for nobody", "slot-needs-one-user", "slots.csv", "stone-oven,2026-03-06T06:00,2026-03-06T07:00,,,"
    )
    yield mistake(
        "a slot for two", "slot-needs-one-user", "slots.csv", "stone-oven,2026-03-06T08:00,2026-03-06T09:00,gold,HOTEL,"
    )
    yield mistake(
        "a slot that ends first",
        "slot-ends-before-start",
        "slots.csv",
        "deck-oven,2026-03-06T10:00,2026-03-06T09:00,gold,,",
    )
    yield mistake(
        "two slots at one time",
        "overlapping-slots",
        "slots.csv",
        "stone-oven,2026-03-05T09:00,2026-03-05T11:00,silver,,",
    )
    yield mistake(
        "a slot that opens too late",
        "slot-opens-too-late",
        "slots.csv",
        "stone-oven,2026-03-06T12:00,2026-03-06T13:00,gold,,2026-03-07T12:00",
    )
    yield mistake(
        "a slot next summer", "slot-outside-horizon", "slots.csv", "stone-oven,2026-07-01T06:00,2026-07-01T07:00,gold,,"
    )
    yield mistake(
        "a slot at night", "slot-on-closed-time", "slots.csv", "stone-oven,2026-03-06T20:00,2026-03-06T23:00,gold,,"
    )
    yield mistake("a slot on no line", "unknown-line", "slots.csv", "oven,2026-03-06T06:00,2026-03-06T07:00,gold,,")
    yield mistake("a sale of tomorrow", "history-in-the-future", "sales.csv", "2026-03-03,F-9,HOTEL,rye-loaf,5,15.00,")
    yield mistake(
        "a sale of an unknown product", "unknown-product", "sales.csv", "2026-02-03,F-9,HOTEL,cookie,5,15.00,"
    )
    yield mistake("a forecast of an unknown family", "unknown-family", "forecast.csv", "2026-03-09,spelt,gold,40,")
    yield mistake(
        "a forecast of the week before", "forecast-made-late", "forecast.csv", "2026-02-18,rye,gold,40,2026-02-16"
    )
    yield mistake(
        "a forecast of tomorrow", "history-in-the-future", "forecast.csv", "2026-03-16,rye,gold,40,2026-03-03"
    )
    yield mistake("two forecasts at once", "duplicate-row", "forecast.csv", "2026-03-11,rye,gold,44,2026-02-27")
    yield mistake("a service nobody defined", "unknown-activity", "services.csv", "2026-02-03,HOTEL,piking,5,,0")
    policy = "policy.toml"
    yield mistake("a key nobody knows", "unknown-key", "company.toml", 'kindd = "carrier"')
    yield Mistake(
        title="silver above gold",
        code="tiers-upside-down",
        edit=replace(policy, "silver_from = 60", "silver_from = 95"),
    )
    yield Mistake(
        title="a meeting without time", code="meeting-too-short", edit=replace(policy, "minutes = 45", "minutes = 15")
    )
    yield Mistake(
        title="warnings that come and go",
        code="warnings-flicker",
        edit=replace(policy, "clear_at = 0.4", "clear_at = 0.6"),
    )
    yield Mistake(
        title="half a minute in whole minutes",
        code="not-whole",
        edit=replace(policy, "minutes_per_row = 5", "minutes_per_row = 4.5"),
    )
    yield Mistake(
        title="a rule that cannot be read",
        code="rule-unreadable",
        edit=replace(policy, 'when = "quantity < 30.0"', 'when = "quantity <"'),
    )
    yield Mistake(
        title="a rule about an unknown field",
        code="rule-unknown-field",
        edit=replace(policy, "&& quantity > 390.0", "&& quantities > 390.0"),
    )
    yield Mistake(
        title="an activity of an unknown department",
        code="unknown-department",
        edit=replace(policy, 'department = "dispatch"', 'department = "dispatsch"'),
    )
    yield Mistake(
        title="work by an unknown party",
        code="unknown-party",
        edit=add(policy, '\n[[agreed_duration]]\npurpose = "ship"\nperformer = "dispatcher"\nhours = 2'),
    )
    yield Mistake(
        title="a list where a value should be",
        code="wrong-type",
        edit=replace(policy, "price_of_moving = 25", "price_of_moving = [25]"),
    )
    yield Mistake(
        title="a horizon before its start",
        code="horizon-before-as-of",
        edit=replace("company.toml", '"2026-03-08"', '"2025-03-08"'),
        together=False,
    )
    yield Mistake(
        title="a horizon of a hundred years",
        code="long-horizon",
        edit=replace("company.toml", '"2026-03-08"', '"2126-03-08"'),
        together=False,
    )
    yield Mistake(
        title="a currency nobody knows",
        code="unknown-currency",
        edit=replace("company.toml", '"EUR"', '"euro"'),
        together=False,
    )
    yield Mistake(
        title="a time zone nobody knows",
        code="unknown-timezone",
        edit=replace("company.toml", "Europe/Warsaw", "Europe/Warschau"),
        together=False,
    )
    yield Mistake(
        title="a company without a name",
        code="missing-key",
        edit=replace("company.toml", 'name = "Thorn Bakery"\n', ""),
        together=False,
    )
    yield Mistake(
        title="a policy that is no TOML", code="bad-toml", edit=replace(policy, "[tiers]", "[tiers"), together=False
    )


def in_the_form_of_files() -> Iterator[Mistake]:
    """Yield mistakes with whole files and their headers."""

    def mistake(title: str, code: str, edit: Edit) -> Mistake:
        return Mistake(title=title, code=code, edit=edit, together=False)

    yield mistake("no products", "missing-file", drop("products.csv"))
    yield mistake("an empty file", "empty-file", put("orders.csv", b""))
    yield mistake("a file of blank lines", "empty-file", put("slots.csv", b"\n  \n\n"))
    yield mistake("a file in UTF-16", "not-utf-8", put("slots.csv", "line,start,end\n".encode("utf-16")))
    yield mistake("a picture", "not-text", put("slots.csv", b"\xff\xd8\xff\xe0JFIF"))
    for what, code, when in (
        ("takes hours", "rule-too-costly", "[1].all(a, [2].all(b, quantity < 30.0))"),
        ("mixes kinds of values", "rule-wrong-type", "quantity * 2 < 30.0"),
        ("calls what is not there", "rule-unknown-function", "min(quantity) < 30.0"),
    ):
        yield mistake(f"a rule that {what}", code, replace("policy.toml", "quantity < 30.0", when))
    yield mistake("two rules of one number", "duplicate-rule", replace("policy.toml", "number = 2", "number = 1"))
    yield mistake("a header and nothing else", "no-rows", put("customers.csv", b"id,name\n"))
    yield mistake("a file nobody knows", "unknown-file", put("order.csv", b"id\n"))
    yield mistake("a file for later", "not-read-yet", put("routings.csv", b"product,step\n"))
    yield mistake("a column missing", "missing-column", put("stock.csv", b"product,kind\nrye-loaf,own\n"))
    yield mistake("a column misspelt", "missing-column", replace("rates.csv", "units_per_hour", "unit_per_hour"))
    yield mistake("a column given twice", "duplicate-column", replace("orders.csv", "latest", "requested"))
    yield mistake("a column nobody knows", "unknown-column", replace("orders.csv", "late_cost", "lat_cost"))
    yield mistake("a column without a name", "unnamed-column", replace("orders.csv", "ship_lead", ""))
    yield mistake(
        "a table under the wrong heading", "wrong-heading", replace("policy.toml", "[meeting]", "[[meeting]]")
    )
    yield mistake(
        "a quantity in another unit",
        "unit-mismatch",
        put("stock.csv", b"product,kind,quantity,unit\nrye-loaf,own,5,kg\nrye-roll,own,5,pieces\n"),
    )
    yield mistake(
        "a column of another currency",
        "other-currency",
        put(
            "sales.csv",
            b"date,invoice,customer,product,quantity,net_amount,currency\n2026-01-05,F-1,HOTEL,rye-loaf,5,15.00,SEK\n",
        ),
    )
    yield mistake(
        "a number that means one or a thousand",
        "ambiguous-number",
        put("stock.csv", b'product,kind,quantity\nrye-loaf,own,"1,234"\n'),
    )
    yield mistake(
        "semicolons and decimal commas",
        "notation-found",
        put("stock.csv", b"product;kind;quantity\nrye-loaf;own;12,5\n"),
    )


def windows_letters(files: Files) -> None:
    """Write the name of one customer as an old Windows program does."""
    wanted = b"X-a-name-in-Windows-letters,HOTEL"
    assert wanted in files["orders.csv"]
    files["orders.csv"] = files["orders.csv"].replace(wanted, wanted[:-2] + b"\xcbL")


def all_mistakes() -> tuple[Mistake, ...]:
    """Return every mistake, those that fit into one folder first."""
    found = [*in_orders(), *in_master_data(), *in_frameworks(), *in_the_rest(), *in_the_form_of_files()]
    for place, mistake in enumerate(found):
        if mistake.title == "a name in Windows letters":
            found[place] = Mistake(
                title=mistake.title, code=mistake.code, edit=both(mistake.edit, windows_letters), together=True
            )
    found.append(
        Mistake(
            title="a NUL byte",
            code="nul-byte",
            edit=add("orders.csv", ",".join({**ORDER, "id": "X-nul", "customer": "HOT\x00EL"}.values())),
        )
    )
    return tuple(found)
