"""What the inside needs from the outside, as Protocols: one module per kind of neighbour."""
