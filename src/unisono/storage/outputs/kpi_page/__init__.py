"""The page of facts and KPIs: one HTML file that tells what happened and what the figures say of it."""
