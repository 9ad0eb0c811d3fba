namespace interleave {}
