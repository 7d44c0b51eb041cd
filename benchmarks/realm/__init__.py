"""Realm-as-code: the same realm applied, looked at and changed by Homeroom and by what somebody would use otherwise."""
