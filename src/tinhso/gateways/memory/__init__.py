"""What a gateway must know again after a restart, sealed."""
