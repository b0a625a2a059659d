"""How the encoder is made: weights of multilingual-e5-small, questions on passages, and one training of all its heads."""
