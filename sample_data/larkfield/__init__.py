"""Larkfield, a made-up company: what its customers answer, drawn from a seed."""
