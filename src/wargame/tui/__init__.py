"""The screens: Textual, fed by a client with what one seat may know. Never the engine."""
