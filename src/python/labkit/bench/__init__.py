"""Benchmarks: measuring a lab's workload, point by point. The verdict on ratios is the reader's side."""
