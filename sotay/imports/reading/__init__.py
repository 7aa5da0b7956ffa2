"""From files to rows: workbooks and CSV, which dataset a sheet holds, and what a cell says."""
