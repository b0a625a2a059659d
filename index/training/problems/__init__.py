"""How the encoder that ships learns what follows from a problem; what it reads is in `problems.jsonl`."""
