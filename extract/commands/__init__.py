"""The commands of `outturn`, one file each: each reads its words, calls a step, and shows what comes back."""
