"""What the README claims, measured side by side: python -m benchmarks."""
