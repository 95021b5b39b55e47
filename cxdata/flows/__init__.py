"""The hall, writing: what spans rooms."""
