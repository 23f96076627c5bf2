"""Tags of the room of law."""
