"""CX Commons: one customer-experience score that a whole company can act on.

Rooms: metrics (numbers in, numbers out), record (what customers said), charts (table to picture),
reports (reading), flows (writing), export. See docs/house.md.
"""
