"""Line mode: the whole game by plain prompts, for scripts and screen readers. Loads neither screens nor engine."""
