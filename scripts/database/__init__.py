"""Compares ``supabase/schemas`` with ``supabase/migrations``, and writes migrations."""
