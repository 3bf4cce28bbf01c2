"""`unisono ledger prove`: proofs for others, and what they are worth."""

from collections.abc import Iterable
from pathlib import Path

import typer
from rich.console import RenderableType
from rich.text import Text

from unisono.cli.endings import Code, Refused
from unisono.cli.ledger_showing import words_of
from unisono.cli.ledgers import long_work, opened
from unisono.cli.screen import Screen, facts
from unisono.domain.canonical import NotCanonical, read_fact
from unisono.services.proving import (
    Checked,
    FactProof,
    GrowthProof,
    NoSuchFact,
    NotSignedYet,
    check_proof,
    prove_fact,
    prove_growth,
)
from unisono.storage.outputs.folders import replace_file
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import sentence_of
from unisono.storage.signatures.files import NotWhatItShouldBe, read_checkpoint, read_public_key
from unisono.storage.signatures.proofs import NotAProof, proof_document, read_proof


def prove_and_write(screen: Screen, place: str, *, fact: str | None, since: Path | None, out: Path | None) -> None:
    """Write a proof into a file, or show it.

    Raises:
        Refused: there is nothing to prove it by, or the ledger cannot be used.
    """
    try:
        old = read_checkpoint(since).signed if since is not None else None
        with opened(place) as books, long_work(screen) as tell:
            proof: FactProof | GrowthProof
            if old is not None:
                proof = prove_growth(books=books, old=old, tell=tell)
            else:
                proof = prove_fact(books=books, wanted=_wanted(fact or ""), tell=tell)
    except (NoSuchFact, NotSignedYet, NotWhatItShouldBe) as refusal:
        raise Refused(str(refusal)) from refusal
    document = proof_document(proof)
    screen.document(document)
    if out is None:
        screen.show(document.rstrip())
        return
    replace_file(out, document.encode())
    screen.show(
        _what(proof),
        "",
        f"The proof is in {out}. Whoever has a public key checks it: `unisono ledger prove --check {out} --key FILE`.",
    )


def check_and_show(screen: Screen, path: Path, *, key_files: Iterable[Path]) -> Code:
    """Show what a proof is worth by the keys that somebody has.

    Raises:
        Refused: the file is no proof, or a key is none.
    """
    try:
        keys = [read_public_key(one) for one in key_files]
        proof = read_proof(path.read_text(encoding="utf-8"))
    except NotWhatItShouldBe as refusal:
        raise Refused(str(refusal)) from refusal
    except (NotAProof, UnicodeDecodeError) as refusal:
        raise Refused(f"{path}: {refusal}.") from refusal
    if not keys:
        raise typer.BadParameter("Give the public key of a party that you trust.", param_hint="'--key'")
    checked = check_proof(proof, keys=keys)
    screen.document(
        write_json(
            {
                "format": "unisono-checked/1",
                "ok": checked.ok,
                "leads_to_root": checked.leads_to_root,
                "signed_by": [*checked.signed_by],
                "facts": proof.signed.checkpoint.size,
                "root": proof.signed.checkpoint.root.hex(),
            }
        )
    )
    screen.show(_what(proof), "", _worth(checked))
    return Code.FINE if checked.ok else Code.FINDINGS


def _wanted(fact: str) -> int | str:
    return int(fact) if fact.isdecimal() and fact.isascii() else fact


def _what(proof: FactProof | GrowthProof) -> RenderableType:
    new = proof.signed.checkpoint
    if isinstance(proof, GrowthProof):
        growth = f"from {proof.old.checkpoint.size} facts to {new.size}, and only grew"
        return facts(("Ledger", new.origin), ("Grew", growth))
    return facts(("Ledger", new.origin), ("Fact", f"{proof.position} of {new.size}"), ("Says", _said(proof.body)))


def _said(body: bytes) -> str:
    """Return what a body says in words; a proof that somebody else wrote may hold anything."""
    try:
        _, fact = read_fact(body)
    except NotCanonical:
        return "what this version of Unisono cannot read"
    about = f" ({fact.commitment})" if fact.commitment else ""
    return f"{fact.actor.party}{about} {words_of(fact.act)}"


def _worth(checked: Checked) -> Text:
    if not checked.leads_to_root:
        return Text("This proves nothing: the hashes do not lead to what was signed.", style="bold red")
    if not checked.signed_by:
        return Text("This proves nothing to you: none of your keys has signed it.", style="bold red")
    return Text(f"Proved, by the word of {sentence_of(checked.signed_by)}.", style="bold green")
