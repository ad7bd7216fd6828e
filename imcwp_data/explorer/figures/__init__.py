"""Pictures as SVG: pure functions from plain data to markup. Colours and line styles are in static/figures.css."""
