"""The rules module: what a rule text means. Pure; imports the model only.

`formulas` reads the language, `board` numbers the cells, `mechanics` are registered in Python, `game` compiles a
whole definition, `odds` and `positions` ask the compiled text.
"""
