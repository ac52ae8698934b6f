"""wargame: tabletop policy wargames, from TOML to debrief."""
