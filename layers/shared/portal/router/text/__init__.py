"""What of a model's text reaches the customer: filters over a stream of text, each pure and incremental."""
