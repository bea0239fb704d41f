"""Functions that the tests run under the runtime, in a process of their own."""
