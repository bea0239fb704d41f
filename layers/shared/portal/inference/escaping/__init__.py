"""What is changed in the text of a message before a model reads it, and nothing else is.

Control tokens of the model's family are broken up (``control_tokens``). In a conversation, lines that read as
the heading of another message are marked (``turn_headings``). Both only insert characters. Customers read the
rules in the docs section "How messages reach the model".
"""
