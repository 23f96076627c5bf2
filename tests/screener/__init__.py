"""Tests of the engine: the rules, the ledger, the report page, the commands."""
