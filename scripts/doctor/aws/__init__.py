"""Checks of the AWS account, and of what the stack needs in it."""
