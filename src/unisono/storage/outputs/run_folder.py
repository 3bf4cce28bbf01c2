"""The folder with everything that a run found out."""

from pathlib import Path

from unisono.services.reviewing import FactsReview
from unisono.services.runs import Run
from unisono.storage.outputs.documents import agenda_text, plan_text
from unisono.storage.outputs.folders import replace_folder
from unisono.storage.outputs.report.page import report_page
from unisono.storage.outputs.rows import plan_rows, promise_rows, segment_rows
from unisono.storage.outputs.summary import summary_text


def write_outputs(run: Run, directory: Path, review: FactsReview | None = None) -> None:
    """Write everything about a run into a folder, all at once: an interruption leaves the old files or the new ones.

    Args:
        run: what the run found out.
        directory: the folder; it is made when it is not there.
        review: what the facts of a ledger tell, for the report; None: no ledger was named.

    Raises:
        FolderHoldsOtherFiles: the folder holds files that are not outputs.
        NotAFolder: the name is taken by a file.
    """
    texts = {
        "summary.json": summary_text(run),
        "plan.json": plan_text(run.plan),
        "plan.csv": plan_rows(run),
        "promises.csv": promise_rows(run),
        "segments.csv": segment_rows(run),
        "agenda.json": agenda_text(run.agenda),
        "report.html": report_page(run, review),
    }
    replace_folder(directory, {name: text.encode() for name, text in texts.items()})
