"""Large numbers of hostile or random inputs, seeded."""
