"""What Django must know of the tables of a ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The tables of a ledger, and the steps that make them."""

    name = "unisono.storage.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
