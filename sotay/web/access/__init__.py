"""Who can see this?"""
