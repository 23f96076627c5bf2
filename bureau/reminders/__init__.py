"""The room of reminders 提醒: messages to somebody, and due dates that wait for somebody until they are done.

It owns both kinds of row and what stands in the work queue because of them. A due date names
the thing by its reference and an address; the room whose thing it is adds it, and finishes or withdraws it when that is
so.

It never decides what is due or when: days come from the room that knows the law or the plan. It never asks whether the
thing still exists, and never sends anything outside the office.
"""
