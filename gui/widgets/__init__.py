"""Widgets that know nothing of ChartNest."""
