"""What the SDKs for JavaScript return from the gateway: a probe on Node with the site's packages."""
