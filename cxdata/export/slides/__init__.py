"""What a deck is made of: a ground (ours or a template), and native shapes for each picture."""
