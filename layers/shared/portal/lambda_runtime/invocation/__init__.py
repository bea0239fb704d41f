"""One event of the Lambda Runtime API: from its arrival to the end of the work after its response."""
