"""Whether a request is let in: who sends it, what the policy decides, and which targets may serve it."""
