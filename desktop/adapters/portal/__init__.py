"""The client of contract HSM-1: one session, one wire, answers in classes, receipts checked against pinned keys."""
