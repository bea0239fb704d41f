"""The portal's rows in Supabase, read and written with the secret key.

Row-level security is the second lock: every query here names the organisation or the user it is for, and
returns nothing of anybody else's.
"""
