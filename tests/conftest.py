"""What all tests share."""

from hypothesis import settings

pytest_plugins = ("tests.support.supabase", "tests.support.stack")

# A property is about what is true, not how fast: a busy machine must not fail it.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
