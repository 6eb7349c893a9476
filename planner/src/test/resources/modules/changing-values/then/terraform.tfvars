step = 2
