"""Readers: any survey tool's export in, a Reading out; they ask where two readings fit."""
