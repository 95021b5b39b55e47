"""The hall, reading: one question a file, answered with tidy tables, scoped and suppressed."""
