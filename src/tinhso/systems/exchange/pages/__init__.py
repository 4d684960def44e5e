"""What people see: the data page and bringing figures in."""
