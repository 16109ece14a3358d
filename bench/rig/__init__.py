"""The rig behind bench/run: starts what is compared, loads it, reads what it cost, judges."""
