"""Stock: how it should be kept, what to do with it, what it cost and what it saved."""

from unisono.services.stock.surveying import survey_stock

__all__ = ["survey_stock"]
