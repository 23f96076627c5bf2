"""The room of people 人员: units, accounts, officers, who holds which role where, and delegation.

It owns the two pages of authority, `permissions.py` and `roles.py`. It never decides business: it answers whether
somebody may, and which units they see.
"""
