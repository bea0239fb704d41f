"""The routes that run no model: models, token counts, health."""
