"""The routes of the portal's API, one file for each thing they are about."""
