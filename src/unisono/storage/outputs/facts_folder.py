"""The folder with the page of what the facts tell."""

from pathlib import Path

from unisono.services.reviewing import FactsReview
from unisono.storage.outputs.folders import outputs_in, prepare_folder, replace_folder
from unisono.storage.outputs.report.facts_page import facts_page

PAGE = "report.html"


class FolderHoldsARun(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The folder holds the outputs of a run, which would be lost."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"{directory} holds the outputs of `unisono run`, which would be lost. Nothing was changed. "
            "Name another folder, or let `unisono run --ledger` tell the plan and the facts on one page."
        )


def prepare_facts_folder(directory: Path) -> None:
    """Clear away what killed processes left beside the folder, and refuse one that is not for this page.

    Raises:
        FolderHoldsARun: it holds other outputs than this page.
        FolderHoldsOtherFiles: the folder holds files that are not outputs.
        NotAFolder: the name is taken by a file.
    """
    prepare_folder(directory)
    if outputs_in(directory) - {PAGE}:
        raise FolderHoldsARun(directory)


def write_facts(review: FactsReview, directory: Path) -> Path:
    """Write the page of what the facts tell into a folder, as a whole, and return where it lies.

    Args:
        review: what they tell.
        directory: the folder; it is made when it is not there.

    Raises:
        FolderHoldsARun: it holds other outputs than this page.
        FolderHoldsOtherFiles: the folder holds files that are not outputs.
        NotAFolder: the name is taken by a file.
    """
    page = facts_page(review)
    prepare_facts_folder(directory)
    replace_folder(directory, {PAGE: page.encode()})
    return directory / PAGE
