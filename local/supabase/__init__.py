"""Supabase on one machine: @supabase/lite over PGlite, with the migrations of ``supabase/migrations``.

What it does differently from a hosted project is in docs/data-model.md. Above all, it grants every table to
every role when it starts: grants are tested on a real PostgreSQL.
"""
