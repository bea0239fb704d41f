"""What a month costs on AWS, on demand and on Managed Instances: ``make cost``."""
