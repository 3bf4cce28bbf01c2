"""`unisono ledger ...`: the facts, who signed them, and what is known of commitments."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, ClockNow, LedgerPlace
from unisono.cli.screen import talking

app = typer.Typer(
    name="ledger",
    help="The facts that nobody can change unseen: check, sign, prove and show them.",
    no_args_is_help=True,
)
keys = typer.Typer(name="keys", help="The keys with which parties sign.", no_args_is_help=True)
app.add_typer(keys)

PublicKeys = Annotated[
    list[Path] | None,
    typer.Option("--key", metavar="FILE", show_default=False, help="A party's public key; may be repeated."),
]


Log = Annotated[
    Path, typer.Argument(metavar="FILE", show_default=False, help="A log: facts.csv, CSV, XES, or OCEL 2.0.")
]
Zone = Annotated[
    str | None,
    typer.Option(metavar="ZONE", show_default="UTC", help="Zone of times that name none, e.g. Europe/Warsaw."),
]


@app.command("import")
def import_(
    file: Log,
    ledger: LedgerPlace,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="What the log's columns mean; guessed if not given."),
    ] = None,
    zone: Zone = None,
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Record what a log says; every row is imported or listed with its reason. A second time adds nothing."""
    with talking(as_json=as_json, interrupted="Interrupted: what was recorded stays.") as screen:
        from unisono.cli.importing import import_file

        raise typer.Exit(import_file(screen, file, ledger, mapping_file=mapping, zone=zone, now=now))


class Form(StrEnum):
    """The forms in which facts are written."""

    FACTS_CSV = "facts-csv"
    XES = "xes"
    OCEL_SQLITE = "ocel-sqlite"
    OCEL_JSON = "ocel-json"
    OCEL_XML = "ocel-xml"


@app.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Where to write: .csv, .xes, .sqlite, .json or .xml; .gz behind it packs."),
    ],
    ledger: LedgerPlace,
    form: Annotated[
        Form | None, typer.Option("--format", show_default=False, help="The form; the name's ending says it if not.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write all facts as a log that other tools read; imported again it gives the same facts."""
    with talking(as_json=as_json, interrupted="Interrupted: nothing was written.") as screen:
        from unisono.cli.exporting import export_facts

        export_facts(screen, file, ledger, form=form)


@app.command("guess-mapping")
def guess_mapping(
    log: Log,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default=False, help="Write it here; else it is shown.")
    ] = None,
    zone: Zone = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Draft what a log's columns mean, with what was seen and why, to be looked at and changed."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.importing import guess_file

        guess_file(screen, log, out=out, zone=zone)


@app.command()
def verify(
    ledger: LedgerPlace,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", show_default=False, help="A checkpoint that a party keeps elsewhere; may be repeated."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Read every fact and say whether all is as it was recorded and signed; if not, name the first that is not."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.verifying import verify_and_show

        raise typer.Exit(verify_and_show(screen, ledger, checkpoints=checkpoint or ()))


@app.command()
def sign(
    ledger: LedgerPlace,
    party: Annotated[str, typer.Option(metavar="PARTY", help="Who signs.")],
    key: Annotated[Path, typer.Option(metavar="FILE", help="Its private key.")],
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default="beside the key",
            help="Where the party keeps the checkpoint; the one that it kept before is compared first.",
        ),
    ] = None,
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Sign all facts that there are, or countersign what another party has signed, and keep a copy of it."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.signing import sign_and_keep

        sign_and_keep(screen, ledger, party=party, key_file=key, keep=keep, now=now)


@app.command()
def prove(
    fact: Annotated[
        str | None, typer.Argument(metavar="[FACT]", show_default=False, help="Its position, or its id.")
    ] = None,
    ledger: Annotated[
        str | None, typer.Option(metavar="LEDGER", show_default=False, help="The ledger that holds it.")
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="In place of a fact: prove that the ledger has only grown since this checkpoint.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default=False, help="Where to write the proof.")
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Check this proof; no ledger is needed, only keys."),
    ] = None,
    key: PublicKeys = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Prove to others that a fact is among those that parties signed, or check such a proof."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.proving import check_and_show, prove_and_write

        if check is not None:
            raise typer.Exit(check_and_show(screen, check, key_files=key or ()))
        if ledger is None or (fact is None) == (since is None):
            raise typer.BadParameter("Name a FACT and its --ledger, a checkpoint with --since, or a proof to --check.")
        prove_and_write(screen, ledger, fact=fact, since=since, out=out)


@app.command()
def show(
    ledger: LedgerPlace,
    commitment: Annotated[
        str | None, typer.Option(metavar="ID", show_default=False, help="One commitment, and all that happened to it.")
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(metavar="ID", show_default=False, help="An order, product or case: facts that speak of it."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", show_default=False, help="A kind of fact, e.g. Promised; may be repeated."),
    ] = None,
    last: Annotated[int, typer.Option(metavar="NUMBER", min=1, help="How many facts at most, the latest.")] = 40,
    *,
    as_json: AsJson = False,
) -> None:
    """Show facts in words, the latest last, and what is known of a commitment."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.ledger_showing import Wanted, show_facts

        wanted = Wanted(commitment=commitment or "", subject=subject or "", kinds=tuple(kind or ()), last=last)
        show_facts(screen, ledger, wanted)


@app.command()
def rebuild(ledger: LedgerPlace, *, as_json: AsJson = False) -> None:
    """Make everything that follows from the facts anew, as if the ledger were read for the first time."""
    with talking(as_json=as_json, interrupted="Interrupted: all is as it was.") as screen:
        from unisono.cli.verifying import rebuild_and_show

        rebuild_and_show(screen, ledger)


@keys.command("new")
def keys_new(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Whose key it is.")],
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where PARTY.key and PARTY.pub are written.")] = Path(),
    *,
    passphrase: Annotated[
        bool,
        typer.Option("--passphrase", metavar="", help="Ask for a passphrase (or take UNISONO_PASSPHRASE) to lock it."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a new key: a private file for its owner only, and a public one for everybody."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.signing import make_key

        make_key(screen, party, folder=folder, with_passphrase=passphrase)


@keys.command("register")
def keys_register(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Whose key it is.")],
    public_key: Annotated[Path, typer.Argument(metavar="FILE", help="Its public part, PARTY.pub.")],
    ledger: LedgerPlace,
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a party's key known to all by a fact; from then on it takes the place of the one before."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.signing import register_and_show

        register_and_show(screen, ledger, party=party, key_file=public_key, now=now)


@keys.command("list")
def keys_list(ledger: LedgerPlace, *, as_json: AsJson = False) -> None:
    """Show every key that parties have registered, and since which fact."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.signing import list_keys

        list_keys(screen, ledger)
