"""Commands of this room, each named by a verb and a noun."""
