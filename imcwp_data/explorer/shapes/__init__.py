"""The outlines of countries, drawn on the map, and what makes them."""
