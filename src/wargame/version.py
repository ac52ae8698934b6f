"""The release; read by the build and by every log's header."""

__version__ = "0.1.0"
