"""What customers said, in DuckDB: immutable snapshots that the app only reads."""
