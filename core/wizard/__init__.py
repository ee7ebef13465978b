"""The wizard without a screen: its flow, drafts, forms, and what a values text comes to."""
