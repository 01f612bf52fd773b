"""When to look at a source: its habits (`learning`), what they make of a number of looks (`looking`), how the looks are shared out
among the sources (`sharing`), and the memory that a running engine keeps of all this (`memory.Tempo`). Pure: times come in, waits go out.
All of these need NumPy, 10 MB, and are imported where habits are first asked for (`pacing`)."""
