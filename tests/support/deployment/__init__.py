"""What a deployment depends on, as servers on this machine: a hosted Supabase project, and AWS."""
