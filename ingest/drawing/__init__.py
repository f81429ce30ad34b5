"""Pages of a source as pictures, drawn in a process apart; it imports little, so that it starts fast and stays small."""
