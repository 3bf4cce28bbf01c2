"""Live state: the company's latest data with what the facts say since, and the plan in force with all that is held."""

from unisono.services.live.state import LiveState, read_live

__all__ = ["LiveState", "read_live"]
