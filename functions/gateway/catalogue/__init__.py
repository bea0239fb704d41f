"""The routes that run no model: the model list, token counts, health."""
