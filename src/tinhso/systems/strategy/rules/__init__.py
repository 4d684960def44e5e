"""How strategy judges: moves, turns, pace and forecast, tasks, rankings. Without a database."""
