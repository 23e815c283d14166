// The list follows as one chooses.
