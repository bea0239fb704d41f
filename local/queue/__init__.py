"""The usage queue on one machine: moto's SQS server, the poller that calls the handler, and the schedules."""
