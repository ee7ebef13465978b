"""What goes over the wire: requests, answers, discovery, watches."""
