regions    = { east = ["a"], north = ["n"], west = ["d"] }
generation = 2
