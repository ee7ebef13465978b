"""Credentials in the OS keyring, and one small typed client per Alibaba Cloud service."""
