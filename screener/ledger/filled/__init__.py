"""Ledgers as people fill them in: the workbook and loose tables become a ledger folder, every cell by its place."""
