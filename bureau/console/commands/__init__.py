"""What can be asked of the office's application from a terminal, beside the engine's own commands."""
