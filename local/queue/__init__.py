"""The usage queue on one machine: moto's SQS server, the poller that calls the handlers, the schedules."""
