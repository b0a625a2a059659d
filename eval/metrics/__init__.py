"""What is measured: one concept a module, each with its formula and where it comes from."""
