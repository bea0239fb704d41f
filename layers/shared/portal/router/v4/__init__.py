"""Wire v4: structured messages, tools and output formats (docs/protocols/cortensor-router.md, "Wire v4")."""
