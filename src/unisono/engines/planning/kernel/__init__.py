"""The compiled search: records, the trial of a changed line, moves, and insertion."""
