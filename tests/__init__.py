"""Tests of papi: one file for each module, real plans, real command lines."""
