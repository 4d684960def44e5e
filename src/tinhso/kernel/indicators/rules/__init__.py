"""What figures mean, decided without a database: periods, agreement, standing against targets."""
