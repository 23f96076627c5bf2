"""Words of this room: moves and columns of a history, conditions, days."""
