"""The pages of this room: the register, one problem, its moves, and the institution's own."""
