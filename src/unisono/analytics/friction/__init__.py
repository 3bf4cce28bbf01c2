"""What is lost between parties: hours that work lay between them, and hours that were paid for twice or for nothing."""
