"""A planner lets six weeks of the steel sample pass, to see what a ledger tells."""

from collections import Counter
from pathlib import Path

import pytest

from tests.command_line import QUICKLY, STEEL, Said, unisono


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a quick plan of the steel sample."""
    folder = tmp_path_factory.mktemp("steel")
    assert unisono("plan", STEEL, "--out", folder, *QUICKLY, "--chains", "1").code == 0
    return folder


@pytest.fixture(scope="module")
def lived(planned: Path) -> Said:
    """Return what the command says when it is called the first time."""
    return simulated(planned)


def simulated(planned: Path, *more: object) -> Said:
    """Return what six weeks say."""
    return unisono("simulate-execution", STEEL, "--plan", planned, "--ledger", ledger(planned), "--json", *more)


def ledger(planned: Path) -> Path:
    """Return the place of the ledger."""
    return planned / "steel.ledger"


def kpis_by_party(planned: Path) -> dict[tuple[str, str], float]:
    """Return the KPIs of each party."""
    document = unisono("kpis", "--ledger", ledger(planned), "--by", "party", "--json").document
    return {(row["id"], row["group"]): row["value"] for row in document}


def test_six_weeks_bring_thousands_of_facts(lived: Said) -> None:
    """The plan is published, and six weeks of work, notices, disputes and oversteps come in; nothing is refused."""
    document = lived.document
    assert (document["format"], document["is_published"], document["refused"]) == ("unisono-execution/1", True, 0)
    assert document["facts"] == document["new"] > 4000
    assert {"SlipNotified", "HandoverDisputed", "DecisionRequested", "LineStopped", "Invoiced"} <= set(
        document["kinds"]
    )


def test_a_second_call_adds_nothing_and_says_so(planned: Path, lived: Said) -> None:
    """The same command again tells people the same six weeks, what to do next, and leaves the ledger as it is."""
    said = unisono("simulate-execution", STEEL, "--plan", planned, "--ledger", ledger(planned))
    assert said.code == 0
    told = " ".join(said.out.split())
    assert f"6 weeks of execution have {lived.document['facts']:,} facts; 0 of them are new" in told
    assert "unisono report --ledger" in told
    verified = unisono("ledger", "verify", "--ledger", ledger(planned), "--json").document
    assert verified["ok"] is True


def test_another_seed_is_refused_in_the_same_ledger(planned: Path, lived: Said) -> None:
    """Two pasts of the same orders cannot stand in one ledger."""
    assert lived.code == 0
    refused = simulated(planned, "--seed", "2")
    assert refused.code == 1
    assert "Take another ledger" in refused.beside + refused.out


def test_the_kpis_tell_a_story(planned: Path, lived: Said) -> None:
    """Logistics warns early and Production late, the second carrier loses papers, and only Sales oversteps."""
    assert lived.code == 0
    kpis = kpis_by_party(planned)
    assert kpis["slips_told", "logistics"] > 70
    assert kpis["slips_told", "production"] < 50
    assert kpis["right_first_time", "bursztyn-trans"] > kpis["right_first_time", "oderlogistik"]
    oversteps = Counter({party: value for (kpi, party), value in kpis.items() if kpi == "oversteps"})
    assert set(oversteps) == {"sales"}


def test_the_shares_are_the_lateness(planned: Path, lived: Said) -> None:
    """What came late is shared out to the second, among partners as well, and each order opens to its facts."""
    assert lived.code == 0
    document = unisono("attribution", "--ledger", ledger(planned), "--open", "--json").document
    shares = {share["party"]: share for share in document["shares"]}
    given = sum(share["seconds"] - share["credit_s"] for share in shares.values())
    assert given + document["unrecorded_s"] == document["lateness_s"] > 0
    assert {"sales", "production", "logistics", "huta-wschod"} <= set(shares)
    assert len(document["opened"]) == document["orders"]
    stages = [stage for order in document["opened"] for stage in order["stages"] if stage["overrun_s"] > 0]
    assert all(stage["facts"] for stage in stages)
