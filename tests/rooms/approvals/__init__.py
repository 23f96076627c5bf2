"""Tests of the room of approvals."""
