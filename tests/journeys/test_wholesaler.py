"""A public wholesaler's lines are segmented as they are."""

import json
from pathlib import Path

import pytest

from benchmarks.online_retail import data_file, main

needs_data = pytest.mark.skipif(
    not data_file().exists(),
    reason=f"the public data are not there: {data_file().name}; set UNISONO_DATA to their folder",
)


@needs_data
def test_every_line_of_the_wholesaler_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    """All 50,062 lines are used or left out for a stated reason, and the checker finds nothing wrong."""
    assert main(["--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    lines = found["lines"]
    assert sum(counts["all"] for counts in lines.values()) == found["total"] == 50_062
    assert sum(counts["without customer"] for counts in lines.values()) == 17_881
    assert lines["stock adjusted: no price, no customer; left out"] == {"all": 292, "without customer": 292}
    assert found["checker findings"] == 0
    assert found["customers"] == sum(found["tiers"].values()) == 1_041
    assert found["peak percent"] > 100
    assert found["returned"] < 0


def test_without_the_data_it_says_so_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where the public data are absent the benchmark names the file it looked for."""
    monkeypatch.setenv("UNISONO_DATA", str(tmp_path))
    assert main([]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "online_retail_lines_dec2010_jan2011.csv is not there; set UNISONO_DATA" in said.err


def test_the_table_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without `--json` a table says what was done with how many lines, here of three."""
    monkeypatch.setenv("UNISONO_DATA", str(tmp_path))
    data_file().parent.mkdir()
    data_file().write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n"
        "C536391,71053,LANTERN,-2,1/8/2011 10:24,3.39,17850,United Kingdom\n"
        "536414,22139,,56,12/1/2010 11:52,0,,United Kingdom\n",
        encoding="utf-8",
    )
    assert main([]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["goods", "sold", "1", "0"] in rows
    assert ["goods", "cancelled", "or", "returned", "1", "0"] in rows
    assert ["all", "3"] in rows
    assert ["returned", "-6.78"] in rows
