"""The fact table: segments of Parquet beside a ledger, kept up as it grows, and DuckDB over them."""
