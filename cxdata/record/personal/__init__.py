"""What is personal in a text: the rules behind record/masking.py, one kind a module."""
