"""Tables to pictures, each with its words: Plotly to explore, SVG marks to read at a glance."""
