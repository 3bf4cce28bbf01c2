"""A mapping in the making, and what is said of each of its keys."""

from typing import Any

from unisono.domain.mappings import LogMapping


class Draft:
    """Collects the values of a mapping with the reasons for them."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self.comments: dict[str, str] = {}
        self.missing: list[str] = []

    def put(self, key: str, value: object, comment: str) -> None:
        """Set a key, unless there is no value for it, and say why."""
        if value is not None:
            self._values[key] = value
        if comment:
            self.comments[key] = comment

    def say(self, key: str, comment: str) -> None:
        """Say why a key has no value."""
        self.comments[key] = comment

    def miss(self, key: str) -> None:
        """Say that rows cannot be read without a key that nothing was found for."""
        self.missing.append(key)
        self.comments[key] = f"No column was found that tells the {key}: write the name of one here."

    def mapping(self) -> LogMapping:
        """Return the mapping as far as it is."""
        return LogMapping(**self._values)
