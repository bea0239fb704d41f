"""A client of the Lambda Runtime API, version 2018-06-01 (docs/protocols/lambda-runtime.md)."""
