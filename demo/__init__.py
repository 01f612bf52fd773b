"""A world to try communique on without network or account: invented ministries, their web sites, and a Slack of its own."""
