"""What is still to come of open commitments and cases: how long they will take, and how sure that is."""
