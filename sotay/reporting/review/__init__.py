"""The review (báo cáo sơ kết) as a paper: its outline filled from figures and from what persons wrote."""
