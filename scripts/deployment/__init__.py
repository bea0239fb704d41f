"""What the Makefile runs against a stack in AWS: deploy, roll back, rotate secrets, read outputs."""
