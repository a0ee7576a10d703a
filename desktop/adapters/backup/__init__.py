"""A backup: one file that grows by what is new, and is believed only when it adds up."""
