"""The control plane for tests: its app over the embedded Supabase, users, teams, operators."""
