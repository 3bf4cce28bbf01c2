"""`unisono init`: the first files of a new user."""

from pathlib import Path

from unisono.cli.endings import Refused
from unisono.cli.interrupts import Interrupts
from unisono.cli.screen import Screen
from unisono.storage.outputs.json_text import write_json
from unisono.storage.writing import PlaceIsTaken, write_sample, write_template


def start(screen: Screen, directory: Path, *, sample: str | None, xlsx: bool) -> None:
    """Write a template or a sample, and say what to do next.

    Raises:
        Refused: something is there already.
    """
    try:
        with Interrupts():
            if sample is None:
                place = write_template(directory, xlsx=xlsx)
            else:
                place = write_sample(directory, sample, xlsx=xlsx)
    except PlaceIsTaken as refusal:
        raise Refused(str(refusal)) from refusal
    screen.document(write_json({"format": "unisono-init/1", "company": str(place), "sample": sample}))
    if sample is None:
        screen.show(f"An empty template is in {place}: fill it in, then run `unisono check {place}`.")
    else:
        screen.show(f"The sample '{sample}' is in {place}: decide it with `unisono run {place} --out out`.")
