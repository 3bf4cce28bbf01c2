"""Readers of a company's data: a folder of CSV and TOML files, or a workbook. Most begin at `company`."""
