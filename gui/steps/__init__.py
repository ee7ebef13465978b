"""The pages of the wizard: one file per step; each lays out and binds, none decides."""
