"""What the pages share: who is looking, the only cache, filters, cards, marks."""
