"""The subject: the process that imports the learner's files. Nothing in here is trusted by the judge."""
