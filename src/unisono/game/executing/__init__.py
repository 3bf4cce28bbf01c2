"""What happens to a plan: weeks of execution with delays, shorts, notices, disputes and a breakdown, from a seed."""
