"""The console 总台: where the rooms are put together: addresses, home, work queue, search, commands.

It owns the root addresses, the menu and what stands in the slots that lower rooms leave open. It holds no business
rule: whatever is decided is decided in the room it belongs to.
"""
