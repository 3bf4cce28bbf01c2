"""The generator of the sample companies that ship with the package; `python -m samples` writes them anew."""
