"""What answers in the simulator: a deterministic model, or a real model server."""
