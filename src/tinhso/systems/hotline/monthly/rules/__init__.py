"""What a month is, what is counted in it, who stands out in it: pure, without Django."""
