"""What the bodies of several dialects have in common: field types, bounds, and errors that name the field."""
