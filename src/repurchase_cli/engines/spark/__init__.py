"""The engine on a cluster: Spark splits, shuffles, retries; its tasks run the engine of home."""
