"""All tests of Mingjian: `house` for the rules of the house, `screener` for the engine."""
