"""The ledger, the company's data and the plans in a database, on Django's ORM; and the same in memory.

`unisono.bootstrap.open_books` opens them. Nothing of Django leaves this folder.
"""
