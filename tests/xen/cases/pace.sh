#!/bin/bash
# A known amount of work.  What the host's CPU needs for it and what it takes in the lab say
# how many times as slow the lab is: so long is an emulated second.
for ((i = 0; i < 100000; i++)); do :; done
