"""What the API server refuses, kind by kind, as tables that grow row by row."""
