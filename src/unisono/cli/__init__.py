"""The command line: it translates between people or programs and the use cases, and decides nothing itself."""

import signal
import sys


def main() -> None:
    """Run the command that the arguments name, and end with its code; Ctrl-C ends it quietly from the first moment."""
    try:
        from unisono.cli.commands import app  # noqa: PLC0415 - Ctrl-C while the libraries load must be quiet, too

        app(prog_name="unisono")
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: what is left is to leave
