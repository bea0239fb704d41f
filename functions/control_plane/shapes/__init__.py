"""What the portal's API takes and gives, field by field. Times are RFC 3339 in UTC, ids are uuids."""
