"""The rules of no: numbered conditions over named fields of an inquiry; the first that holds decides."""
