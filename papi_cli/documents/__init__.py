"""What papi writes: documents from templates, put into folders."""
