"""Our own hook Jobs, run as processes of this computer."""
