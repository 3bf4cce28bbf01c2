"""How much will be asked for in the weeks ahead, and how sure that is; `docs/methods/forecasting.md` says how."""
