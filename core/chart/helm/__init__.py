"""What depends on the version of Helm that installs: functions, ranges, nulls, schemas, pulling."""
