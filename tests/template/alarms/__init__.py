"""Each alarm of the template: a test makes its fault, and sees the alarm's metric cross the threshold.

The samples come from log lines of the functions' own code; only what AWS measures itself (invocations,
throttles, ages of messages) is made by the test. A fault or its absence lasts as many minutes as the test
says, by repeating its samples.
"""
