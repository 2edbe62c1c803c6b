"""Exchange with systems of schools: statements to an xAPI store, launches from a platform."""
