"""Apps that tests run under the runtime, in a process of their own."""
