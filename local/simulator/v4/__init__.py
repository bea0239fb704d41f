"""Wire v4 of the simulator (docs/protocols/cortensor-router.md, "Wire v4")."""
