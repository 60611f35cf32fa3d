"""The real parts that tests run against: a database cluster, a server, a network that fails."""
