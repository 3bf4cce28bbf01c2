"""Writers of what was found out, and readers of the plans and agendas among it."""
