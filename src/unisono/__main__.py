"""Lets `python -m unisono` do what `unisono` does."""

from unisono.cli import main

if __name__ == "__main__":
    main()
