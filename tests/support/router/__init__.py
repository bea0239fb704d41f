"""Stand-ins for a router: scripted without a network, byte by byte on a socket, and the simulator."""
