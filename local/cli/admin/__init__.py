"""``admin``: what an operator can do, on this machine's product or in any deployment."""
