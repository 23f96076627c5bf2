"""The room of approvals 审批: something was proposed, and somebody else says yes or no to exactly that.

It owns proposals: what is proposed, the hash of its content at that moment, by whom and in whose name, who may decide,
and what became of it. The content is whatever a function of the proposing room says it is (`proposals.py`, loaded by
itself); when that differs later, the proposal is void, approved or not.

It never lets anybody decide on their own proposal, also not by a power lent to them or by one they lent. It never knows
what an approval leads to: the kind of proposal names what its room does then, in the same transaction.
"""
