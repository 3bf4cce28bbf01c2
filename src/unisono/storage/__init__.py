"""Files in and out: readers and writers of the company's data and of results."""
