"""Measures the engine beside a bare scan, DuckDB, Polars and pandas, over one generated ledger: `python -m bench`."""
