"""The agenda of the S&OP exception meeting."""

from unisono.services.agenda.writing import write_agenda

__all__ = ["write_agenda"]
