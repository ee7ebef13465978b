"""A `helm` command line of our own over the Helm engine, for Jobs where no Helm is installed.

It takes the flags that hook scripts and output commands use and says what Helm says. Plugins, tests
and signing are missing.
"""
