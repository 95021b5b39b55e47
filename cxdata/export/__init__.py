"""Tables as files that leave the building."""
