"""How the learned parts of the assistant are made: the order of clauses, the stretch that answers, whether to answer."""
