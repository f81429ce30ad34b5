"""The commands of `mingzhang`, a module a family."""
