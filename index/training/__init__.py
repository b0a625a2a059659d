"""How the embedded model is made: `python -m index.training --laws F --pairs F --output DIR`."""
