"""The database: what goes in, what comes out, what survives."""
