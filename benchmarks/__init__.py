"""Speed against a plain loop, and soaks: run by hand, smoke-tested with tiny sizes."""
