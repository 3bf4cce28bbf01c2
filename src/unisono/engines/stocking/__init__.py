"""Stock: how much to keep, when to order, what consignment and framework orders ask for."""
