"""A day in the life of many ministries, in compressed time: sites that publish, edit, withdraw and break by a script, the real
service watching them, and a checker that holds what it archived, said and sent against that script.

    python -m bench.world [--sources 120] [--hours 24] [--statements 2000] [--seed 1] [--out DIR]
"""
